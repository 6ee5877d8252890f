package dev.holdfast.played.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.played.Call;
import java.util.List;

/**
 * What of a request matters here, whatever the wire.
 *
 * @param settings all of its top-level fields but the messages
 */
record ChatRequest(
        String model,
        List<Call.Message> messages,
        boolean streamed,
        boolean includesUsage,
        JsonNode settings) {

    /** A call that asks for no answer. */
    static final ChatRequest NONE = new ChatRequest("", List.of(), false, false, Json.object());

    ChatRequest {
        messages = List.copyOf(messages);
    }

    static JsonNode settings(JsonNode body, String messages) {
        ObjectNode settings = body.deepCopy();
        return settings.without(messages);
    }

    String prompt() {
        return messages.reversed().stream()
                .filter(message -> message.role().equals("user"))
                .map(Call.Message::text)
                .findFirst()
                .orElse("");
    }

    int promptTokens() {
        return messages.stream().mapToInt(message -> message.text().split("\\s+", -1).length).sum();
    }
}
