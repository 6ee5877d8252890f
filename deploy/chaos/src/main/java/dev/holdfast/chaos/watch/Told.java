package dev.holdfast.chaos.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * What makes two events the same event. Progress and signs of life have no identity: they may be
 * merged or left out, and are held against the text instead.
 */
public final class Told {
    private static final Set<String> WITHOUT_IDENTITY =
            Set.of("generation.progressed", "generation.alive");

    private static final String END = "generation.ended";

    private Told() {}

    public static boolean hasIdentity(JsonNode event) {
        return !WITHOUT_IDENTITY.contains(type(event));
    }

    public static String identity(JsonNode event) {
        String type = type(event);
        return switch (type) {
            case "message.appended" -> type + " " + event.at("/message/id").asText();
            case "generation.queued" -> type + " " + generation(event);
            case "generation.started", "generation.released" -> type + " " + ofRun(event);
            case END -> type + " " + ofRun(event) + " end=" + end(event);
            default ->
                    event.has("sequence")
                            ? type
                                    + " "
                                    + conversation(event)
                                    + " sequence="
                                    + event.path("sequence").asLong()
                            : event.toString();
        };
    }

    private static String ofRun(JsonNode event) {
        return generation(event)
                + " attempt="
                + event.path("attempt").asInt()
                + " run="
                + event.path("run").asText();
    }

    public static String type(JsonNode event) {
        return event.path("type").asText();
    }

    public static String generation(JsonNode event) {
        return event.path("generationId").asText();
    }

    public static String conversation(JsonNode event) {
        return event.path("conversationId").asText();
    }

    public static boolean isEnd(JsonNode event) {
        return type(event).equals(END);
    }

    /** How it ended: {@code completed}, {@code failed} or {@code stopped}. */
    public static String end(JsonNode ended) {
        return ended.path("end").asText();
    }

    /** All that the end has of the answer. */
    public static Shown content(JsonNode ended) {
        return Shown.of(ended.at("/result/content"));
    }
}
