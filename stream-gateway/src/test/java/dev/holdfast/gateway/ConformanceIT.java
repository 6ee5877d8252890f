package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.content.Piece;
import dev.holdfast.contracts.fold.Progress;
import dev.holdfast.contracts.log.Cursor;
import dev.holdfast.contracts.log.GenerationEvent.Progressed;
import dev.holdfast.contracts.log.Position;
import dev.holdfast.gateway.replay.LogJson;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The language-neutral dialogues of docs/conformance, over a real socket and a real broker. */
@QuarkusTest
@QuarkusTestResource(LogStack.class)
class ConformanceIT extends Dialogue {
    private static final Path CASES =
            Path.of(System.getProperty("holdfast.root", ".."), "docs/conformance/dialogue");

    /** Of alice's records of the case. */
    private final List<Long> offsets = new ArrayList<>();

    /** The highest sequence among alice's records up to each. */
    private final List<Long> sequences = new ArrayList<>();

    static List<String> dialogues() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
            assertThat(names).isNotEmpty();
            return names;
        }
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void isSpokenToTheLetter(String file) throws IOException {
        JsonNode dialogue = StreamClient.parse(Files.readString(CASES.resolve(file)));
        List<JsonNode> steps = new ArrayList<>();
        dialogue.path("steps").forEach(steps::add);
        // What is written at first is there before anybody connects.
        while (steps.getFirst().has("log")) {
            steps.removeFirst().path("log").forEach(this::write);
        }
        StreamClient client = client();
        steps.forEach(step -> take(step, client));
    }

    private void take(JsonNode step, StreamClient client) {
        switch (step.fieldNames().next()) {
            case "log" -> step.path("log").forEach(this::write);
            case "client" -> client.send(withCursors(step.path("client")).toString());
            case "clientText" -> client.send(step.path("clientText").asText());
            case "server" -> assertMatches(client.frame(), withCursors(step.path("server")));
            case "events" -> assertEvents(client, step);
            case "quiet" -> client.assertExhausted();
            case "closed" -> client.assertClosed(step.path("closed").asInt());
            default -> throw new AssertionError("no such step: " + step);
        }
    }

    private void write(JsonNode logged) {
        String value =
                logged.has("raw") ? logged.path("raw").asText() : logged.path("event").toString();
        boolean own = logged.path("user").asText().equals("alice");
        String whose = own ? user : logged.path("user").asText() + "-of-" + user;
        long offset =
                log.append(
                        whose,
                        value.getBytes(StandardCharsets.UTF_8),
                        logged.path("for").asText(null));
        awaitRead(whose, offset);
        if (own) {
            offsets.add(offset);
            sequences.add(
                    Math.max(
                            sequenceBefore(sequences.size()),
                            logged.at("/event/sequence").asLong()));
        }
    }

    private void assertEvents(StreamClient client, JsonNode step) {
        List<JsonNode> expected = merged(step.path("events"));
        List<JsonNode> events = new ArrayList<>();
        JsonNode last = step;
        while (merged(events).size() < expected.size()
                || !covers(merged(events).getLast(), expected.getLast())) {
            last = client.assertFrame("events");
            last.path("events").forEach(events::add);
        }
        List<JsonNode> found = merged(events);
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertMatches(found.get(i), expected.get(i));
        }
        assertThat(last.path("cursor").asText()).isEqualTo(cursor(step.path("cursor").asText()));
    }

    /** Progress that is still to grow is not the end of what is expected. */
    private static boolean covers(JsonNode found, JsonNode expected) {
        return !isProgress(expected) || (isProgress(found) && end(expected).isWithin(end(found)));
    }

    /** Where whoever has all of it stands, as far as it says. */
    private static Mark end(JsonNode event) {
        return progressed(event).pieces().stream()
                .map(Piece::end)
                .max(Comparator.naturalOrder())
                .orElse(Mark.NONE);
    }

    /** Merges progress that stands beside progress. */
    private static List<JsonNode> merged(Iterable<JsonNode> events) {
        List<JsonNode> merged = new ArrayList<>();
        for (JsonNode event : events) {
            if (merged.isEmpty() || !isProgress(event) || !isProgress(merged.getLast())) {
                merged.add(event);
                continue;
            }
            Progress progress = new Progress(progressed(merged.getLast()));
            Progressed next = progressed(event);
            if (progress.takes(next)) {
                progress.add(next);
                merged.removeLast();
                merged.add(LogJson.MAPPER.valueToTree(progress.merged()));
            } else {
                merged.add(event);
            }
        }
        return merged;
    }

    private static boolean isProgress(JsonNode event) {
        return event.path("type").asText().equals(Progressed.TYPE);
    }

    private static Progressed progressed(JsonNode event) {
        try {
            return LogJson.MAPPER.treeToValue(event, Progressed.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** What is expected of an object is what is written; it may have more. */
    private static void assertMatches(JsonNode found, JsonNode expected) {
        if (expected.isObject()) {
            expected.properties()
                    .forEach(field -> assertMatches(found.path(field.getKey()), field.getValue()));
        } else {
            assertThat(found).isEqualTo(expected);
        }
    }

    private JsonNode withCursors(JsonNode frame) {
        return frame.path("cursor").asText().startsWith("@")
                ? ((com.fasterxml.jackson.databind.node.ObjectNode) frame.deepCopy())
                        .put("cursor", cursor(frame.path("cursor").asText()))
                : frame;
    }

    private String cursor(String place) {
        Position head = log.head(user);
        return switch (place) {
            case "@head" -> new Cursor(head, sequenceBefore(sequences.size())).text();
            case "@ahead" -> new Cursor(head.at(head.offset() + 100_000), 0).text();
            case "@other-log" ->
                    new Cursor(new Position(UUID.randomUUID(), head.partition(), 0), 0).text();
            default -> {
                String[] parts = place.substring(1).split("\\+", -1);
                int index = Integer.parseInt(parts[0]);
                long offset =
                        index < offsets.size() ? offsets.get(index) : offsets.get(index - 1) + 1;
                yield new Cursor(
                                log.position(user, offset),
                                parts.length > 1 ? Long.parseLong(parts[1]) : sequenceBefore(index))
                        .text();
            }
        };
    }

    private long sequenceBefore(int index) {
        return index == 0 ? 0 : sequences.get(index - 1);
    }
}
