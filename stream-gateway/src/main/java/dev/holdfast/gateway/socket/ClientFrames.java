package dev.holdfast.gateway.socket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.gateway.replay.LogJson;
import dev.holdfast.gateway.replay.Watched;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads client frames. Fields that are not known are ignored, as clients ignore those of the
 * server; a frame's {@code type} must be known.
 */
final class ClientFrames {
    private final int watchedAtMost;

    ClientFrames(int watchedAtMost) {
        this.watchedAtMost = watchedAtMost;
    }

    ClientFrame read(String text) {
        JsonNode frame;
        try {
            frame = LogJson.MAPPER.readTree(text);
        } catch (JsonProcessingException notJson) {
            return refused(ProblemType.MALFORMED_REQUEST, "The frame is not JSON.");
        }
        if (frame == null || !frame.isObject()) {
            return refused(ProblemType.MALFORMED_REQUEST, "The frame is not a JSON object.");
        }
        return switch (frame.path("type").asText()) {
            case "resume" -> resume(frame);
            case "watch" -> watch(frame);
            case "ping" -> new ClientFrame.Ping();
            default ->
                    refused(ProblemType.UNKNOWN_FRAME, "A frame's type is resume, watch or ping.");
        };
    }

    private ClientFrame resume(JsonNode frame) {
        JsonNode cursor = frame.path("cursor");
        if (!cursor.isMissingNode() && !cursor.isNull() && !cursor.isTextual()) {
            return new ClientFrame.Refused(
                    ProblemType.INVALID_FIELD
                            .because("The cursor is a string, or null.")
                            .inField("cursor"));
        }
        if (frame.path("watch").isMissingNode()) {
            return new ClientFrame.Resume(
                    cursor.isTextual() ? cursor.asText() : null, Watched.NONE);
        }
        return switch (watched(frame, "watch")) {
            case Ids(Watched watched) ->
                    new ClientFrame.Resume(cursor.isTextual() ? cursor.asText() : null, watched);
            case Wrong(ClientFrame.Refused why) -> why;
        };
    }

    private ClientFrame watch(JsonNode frame) {
        return switch (watched(frame, "conversations")) {
            case Ids(Watched watched) -> new ClientFrame.Watch(watched);
            case Wrong(ClientFrame.Refused why) -> why;
        };
    }

    private sealed interface Read {}

    private record Ids(Watched watched) implements Read {}

    private record Wrong(ClientFrame.Refused why) implements Read {}

    private Read watched(JsonNode frame, String field) {
        JsonNode ids = frame.path(field);
        if (!ids.isArray()) {
            return new Wrong(
                    new ClientFrame.Refused(
                            ProblemType.INVALID_FIELD
                                    .because("It is a list of conversation ids.")
                                    .inField(field)));
        }
        List<String> texts = new ArrayList<>(ids.size());
        ids.forEach(id -> texts.add(id.asText()));
        return read(texts, field);
    }

    private Read read(List<String> texts, String field) {
        Set<UUID> conversations = new TreeSet<>();
        for (String text : texts) {
            Optional<UUID> id = id(text);
            if (id.isEmpty()) {
                return new Wrong(
                        new ClientFrame.Refused(
                                ProblemType.INVALID_ID
                                        .because("A conversation id is a UUIDv7.")
                                        .inField(field)));
            }
            conversations.add(id.get());
        }
        if (conversations.size() > watchedAtMost) {
            return new Wrong(
                    new ClientFrame.Refused(
                            ProblemType.TOO_MANY_WATCHED
                                    .because(
                                            "A connection watches at most "
                                                    + watchedAtMost
                                                    + " conversations.")
                                    .inField(field)));
        }
        return new Ids(new Watched.Only(conversations));
    }

    /**
     * A watch set as a query parameter has it: repeated, or with commas.
     *
     * @return a watch frame, or what is wrong
     */
    ClientFrame watching(List<String> parameters) {
        List<String> texts =
                parameters.stream()
                        .flatMap(parameter -> List.of(parameter.split(",", -1)).stream())
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.toList());
        return switch (read(texts, "watch")) {
            case Ids(Watched watched) -> new ClientFrame.Watch(watched);
            case Wrong(ClientFrame.Refused why) -> why;
        };
    }

    private static Optional<UUID> id(String text) {
        try {
            UUID id = UUID.fromString(text);
            // fromString takes shortened forms as well.
            return id.version() == 7 && id.toString().equalsIgnoreCase(text)
                    ? Optional.of(id)
                    : Optional.empty();
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private static ClientFrame refused(ProblemType type, String detail) {
        return new ClientFrame.Refused(type.because(detail));
    }
}
