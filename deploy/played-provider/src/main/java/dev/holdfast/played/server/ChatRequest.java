package dev.holdfast.played.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.played.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What of a Chat Completions request matters here. */
record ChatRequest(
        String model, List<Call.Message> messages, boolean streamed, boolean includesUsage) {

    /**
     * @throws IOException when it is no such request
     */
    static ChatRequest read(String body) throws IOException {
        JsonNode json = Chunks.JSON.readTree(body);
        if (!json.path("model").isTextual() || !json.path("messages").isArray()) {
            throw new IOException("model and messages are required");
        }
        List<Call.Message> messages = new ArrayList<>();
        for (JsonNode message : json.path("messages")) {
            messages.add(
                    new Call.Message(message.path("role").asText(), text(message.path("content"))));
        }
        return new ChatRequest(
                json.path("model").asText(),
                List.copyOf(messages),
                json.path("stream").asBoolean(),
                json.path("stream_options").path("include_usage").asBoolean());
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

    /** Content is a string or a list of parts. */
    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText();
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText()));
        return text.toString();
    }
}
