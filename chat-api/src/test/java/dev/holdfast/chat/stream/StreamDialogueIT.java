package dev.holdfast.chat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gateway's side of each dialogue, as the gateway's own tests hold it to, played to the client:
 * its listener hears all of it, once and in order, and after a reset nothing until it has resumed.
 */
@SuppressWarnings("NullAway.Init") // JUnit calls open
class StreamDialogueIT {
    private static StreamPage page;

    @BeforeAll
    static void open() {
        page = new StreamPage();
    }

    @AfterAll
    static void close() {
        page.close();
    }

    static List<String> dialogues() throws IOException {
        return Cases.in("dialogue");
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void hearsWhatTheGatewaySays(String file) throws IOException {
        // given
        Script script = new Script();
        Cases.read("dialogue", file).path("steps").forEach(script::take);
        // when
        List<String> transcript = page.play(script.steps);
        // then
        assertThat(transcript.stream().filter(StreamDialogueIT::isHeard).toList())
                .isEqualTo(script.heard);
    }

    private static boolean isHeard(String entry) {
        return entry.startsWith("event ")
                || entry.startsWith("snapshot ")
                || entry.startsWith("reset ")
                || entry.startsWith("problem ")
                || entry.startsWith("status refused");
    }

    /** What the device does and is told, and what its listener must have heard in the end. */
    private static final class Script {
        final List<List<Object>> steps = new ArrayList<>();
        final List<String> heard = new ArrayList<>();
        private boolean isConnected;
        private boolean hasReset;

        void take(JsonNode step) {
            switch (step.fieldNames().next()) {
                case "log", "quiet", "clientText" -> {}
                case "client" -> act(step.path("client"));
                case "server" -> hear(step.path("server"));
                case "events" -> {
                    ObjectNode frame = Cases.JSON.createObjectNode();
                    frame.put("type", "events");
                    frame.set("cursor", step.path("cursor"));
                    frame.set("events", step.path("events"));
                    hear(frame);
                }
                case "closed" -> {
                    connect();
                    steps.add(List.of("hang", step.path("closed").asInt()));
                    heard.add("status refused " + step.path("closed").asInt());
                }
                default -> throw new AssertionError("no such step: " + step);
            }
        }

        private void act(JsonNode frame) {
            switch (frame.path("type").asText()) {
                case "resume" -> {
                    if (!isConnected) {
                        connect();
                    }
                    steps.add(List.of("watch", frame.path("watch")));
                    if (frame.path("cursor").isNull()) {
                        steps.add(List.of("resume"));
                    } else {
                        steps.add(List.of("resume", frame.path("cursor"), frame.path("watch")));
                    }
                    hasReset = false;
                }
                case "watch" -> steps.add(List.of("watch", frame.path("conversations")));
                // What a client of ours does not send.
                default -> {}
            }
        }

        /** The connection's own resume is answered first; the dialogue's follows it. */
        private void connect() {
            if (!isConnected) {
                isConnected = true;
                steps.add(List.of("start"));
                steps.add(List.of("accept"));
                ObjectNode welcome = Cases.JSON.createObjectNode();
                steps.add(
                        List.of(
                                "hear",
                                welcome.put("type", "welcome")
                                        .put("cursor", "@0")
                                        .put("resumed", false)));
            }
        }

        private void hear(JsonNode frame) {
            connect();
            steps.add(List.of("hear", frame));
            switch (frame.path("type").asText()) {
                case "error" -> heard.add("problem " + frame.path("problem").path("slug").asText());
                case "reset" -> {
                    heard.add("reset " + frame.path("reason").asText());
                    hasReset = true;
                }
                case "events" -> {
                    if (!hasReset) {
                        frame.path("events").forEach(event -> heard.add("event " + event));
                    }
                }
                case "snapshot" -> {
                    if (!hasReset) {
                        heard.add("snapshot " + frame.path("generation"));
                    }
                }
                default -> {}
            }
        }
    }
}
