package dev.holdfast.chat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fold of the web app against the cases of the fold of everybody else. */
@SuppressWarnings("NullAway.Init") // JUnit calls open
class StreamFoldIT {
    private static StreamPage page;

    @BeforeAll
    static void open() {
        page = new StreamPage();
    }

    @AfterAll
    static void close() {
        page.close();
    }

    static List<String> folds() throws IOException {
        return Cases.in("fold");
    }

    @ParameterizedTest
    @MethodSource("folds")
    void foldsAsTheCaseSays(String file) throws IOException {
        // given
        JsonNode theCase = Cases.read("fold", file);
        // when
        JsonNode folded = page.call("fold", theCase);
        // then
        assertThat(words(folded.get("rulings")))
                .isEqualTo(
                        StreamSupport.stream(theCase.get("events").spliterator(), false)
                                .map(step -> step.get("ruling").asText())
                                .toList());
        List<JsonNode> gaps = theCase.get("events").findValues("gap");
        if (!gaps.isEmpty()) {
            assertThat(folded.get("gaps")).containsExactlyElementsOf(gaps);
        }
        assertThat(folded.get("state")).isEqualTo(theCase.get("expect"));
        assertThat(folded.get("marksAgree").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("folds")
    void changesNothingWhenAnEventIsReadTwice(String file) throws IOException {
        assertThat(page.call("readTwice", Cases.read("fold", file))).isEmpty();
    }

    static List<String> sequences() throws IOException {
        return Cases.in("sequence");
    }

    @ParameterizedTest
    @MethodSource("sequences")
    void countsEachNumberedEventOnce(String file) throws IOException {
        // given
        JsonNode theCase = Cases.read("sequence", file);
        // when
        JsonNode counted = page.call("sequence", theCase);
        // then
        assertThat(words(counted.get("rulings")))
                .isEqualTo(
                        StreamSupport.stream(theCase.get("events").spliterator(), false)
                                .map(step -> step.get("ruling").asText())
                                .toList());
        assertThat(counted.get("highest").asLong()).isEqualTo(theCase.get("expect").asLong());
    }

    static List<String> samples() throws IOException {
        return Cases.in("samples");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void tellsWhatIsOfAGenerationByItsType(String file) throws IOException {
        JsonNode sample = Cases.read("samples", file);
        String type = sample.path("type").asText();
        boolean expected =
                List.of("queued", "started", "alive", "released", "progressed", "ended").stream()
                        .anyMatch(event -> type.equals("generation." + event));

        assertThat(page.call("isOfAGeneration", sample).asBoolean()).as(type).isEqualTo(expected);
    }

    @Test
    void doesNotTakeTheSampleOfAnEndTwice() throws IOException {
        ObjectNode ended = Cases.read("samples", "generation.ended.completed.json").deepCopy();

        assertThat(page.call("twice", ended).asText()).isEqualTo("ended");
    }

    private static List<String> words(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }
}
