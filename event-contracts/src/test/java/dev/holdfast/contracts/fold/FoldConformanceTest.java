package dev.holdfast.contracts.fold;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.contracts.Conformance;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.LogEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FoldConformanceTest {

    static List<Path> cases() {
        return Conformance.files("fold");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void foldsAsTheCaseSays(Path file) throws Exception {
        // given
        JsonNode theCase = Conformance.read(file);
        Standing standing = Standing.QUEUED;
        Answer answer = new Answer();

        for (JsonNode step : theCase.get("events")) {
            // when
            GenerationEvent event = event(step);
            Ruling ruling = standing.rule(event);

            // then
            assertThat(word(ruling)).as("%s", step).isEqualTo(step.get("ruling").asText());
            if (step.has("gap")) {
                assertThat(gap(ruling)).as("%s", step).isEqualTo(step.get("gap"));
            }
            if (ruling instanceof Ruling.Counts(Standing next)) {
                standing = next;
                answer.add(event);
                assertThat(answer.mark()).as("%s", step).isEqualTo(standing.mark());
                assertThat(answer.content().mark()).as("%s", step).isEqualTo(standing.mark());
            }
        }
        ObjectNode state = state(standing, answer);
        // Written and read, so that a number is of the type that it has in the case.
        assertThat(Conformance.JSON.readTree(state.toString())).isEqualTo(theCase.get("expect"));
    }

    private static GenerationEvent event(JsonNode step) throws Exception {
        return (GenerationEvent) Conformance.JSON.treeToValue(step.get("event"), LogEvent.class);
    }

    static String word(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Counts _ -> "counts";
            case Ruling.Gap _ -> "gap";
            case Ruling.Ignored(Ruling.Reason reason) ->
                    reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }

    private static ObjectNode gap(Ruling ruling) {
        Ruling.Gap gap = (Ruling.Gap) ruling;
        ObjectNode both = Conformance.JSON.createObjectNode();
        both.set("expected", Conformance.JSON.valueToTree(gap.expected()));
        both.set("found", Conformance.JSON.valueToTree(gap.found()));
        return both;
    }

    private static ObjectNode state(Standing standing, Answer answer) {
        ObjectNode state = Conformance.JSON.createObjectNode();
        state.put("status", standing.status().name().toLowerCase(Locale.ROOT));
        state.put("attempt", standing.attempt());
        state.put("run", standing.run());
        state.set("content", Conformance.JSON.valueToTree(answer.content()));
        return state;
    }
}
