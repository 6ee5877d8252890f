package dev.holdfast.contracts.fold;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contracts.Conformance;
import dev.holdfast.contracts.log.LogEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SequenceConformanceTest {

    static List<Path> cases() {
        return Conformance.files("sequence");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void countsEachNumberedEventOnce(Path file) throws Exception {
        // given
        JsonNode theCase = Conformance.read(file);
        Sequence had = new Sequence(theCase.path("had").asLong());

        for (JsonNode step : theCase.get("events")) {
            // when
            LogEvent event = Conformance.JSON.treeToValue(step.get("event"), LogEvent.class);
            boolean repeated = had.isRepeat(event.sequence());

            // then
            assertThat(repeated ? "repeated" : "counts")
                    .as("%s", step)
                    .isEqualTo(step.get("ruling").asText());
            had = had.after(event.sequence());
        }
        assertThat(had.highest()).isEqualTo(theCase.get("expect").asLong());
    }
}
