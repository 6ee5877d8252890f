package dev.holdfast.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.chaos.watch.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrueLogTest {
    private static final String G = ",'generationId':'g','conversationId':'c','worker':'w'";

    private final Records records = new Records();

    private static String claim(int attempt, String run) {
        return "{'type':'generation.started','attempt':%d,'run':'%s'%s}".formatted(attempt, run, G);
    }

    private static String end(int attempt, String run) {
        return "{'type':'generation.ended','end':'completed','attempt':%d,'run':'%s'%s}"
                .formatted(attempt, run, G);
    }

    private static String release(int attempt, String run) {
        return "{'type':'generation.released','attempt':%d,'run':'%s'%s}"
                .formatted(attempt, run, G);
    }

    private List<String> told(String... events) {
        return new TrueLog(records.of(events))
                .told().stream().map(entry -> Told.identity(entry.event())).toList();
    }

    @Test
    void tellsWhatStandsTwiceOnce() {
        String message = "{'type':'message.appended','message':{'id':'m'}}";
        String queued = "{'type':'generation.queued','generationId':'g'}";
        assertThat(told(message, queued, claim(1, "r"), message, queued, claim(1, "r")))
                .containsExactly(
                        "message.appended m",
                        "generation.queued g",
                        "generation.started g attempt=1 run=r");
    }

    @Test
    void countsWhatItLeavesOut() {
        String message = "{'type':'message.appended','message':{'id':'m'}}";
        assertThat(new TrueLog(records.of(message, message, message)).repeated()).isEqualTo(2);
    }

    @Test
    void leavesOutTheRunThatLost() {
        assertThat(told(claim(1, "r"), claim(1, "s"), end(1, "s"), end(1, "r")))
                .containsExactly(
                        "generation.started g attempt=1 run=r",
                        "generation.ended g attempt=1 run=r end=completed");
    }

    @Test
    void endsAtTheFirstEnd() {
        assertThat(told(claim(1, "r"), end(1, "r"), claim(2, "s"), end(2, "s"))).hasSize(2);
    }

    @Test
    void goesOnBehindARelease() {
        assertThat(
                        told(
                                claim(1, "r"),
                                release(1, "s"),
                                release(1, "r"),
                                release(1, "r"),
                                end(1, "r"),
                                claim(2, "s"),
                                end(2, "s")))
                .hasSize(4)
                .contains("generation.released g attempt=1 run=r");
    }

    @Test
    void leavesOutAnOlderNumber() {
        String updated = "{'type':'conversation.updated','conversationId':'c','sequence':%d}";
        assertThat(told(updated.formatted(5), updated.formatted(4), updated.formatted(6)))
                .hasSize(2);
    }

    @Test
    void countsTakeoversOfWorkersAlone() {
        TrueLog log =
                new TrueLog(
                        records.of(
                                claim(1, "r"),
                                claim(2, "s"),
                                claim(3, "t").replace("'worker':'w'", "'worker':'chat-api'")));
        assertThat(log.stories().values())
                .singleElement()
                .satisfies(story -> assertThat(story.takeovers).isEqualTo(1));
    }
}
