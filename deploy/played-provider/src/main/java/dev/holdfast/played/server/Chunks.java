package dev.holdfast.played.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The events of one streamed answer, byte for byte as the Chat Completions API sends them.
 *
 * @see <a
 *     href="https://platform.openai.com/docs/api-reference/chat-streaming/streaming">Streaming</a>
 */
final class Chunks {
    static final ObjectMapper JSON = new ObjectMapper();
    static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8);

    /** All that is the same in every chunk, up to the delta; a template spares the load source. */
    private final String before;

    private final String usageField;
    private final ChatRequest request;
    private final String id;
    private final long created;

    Chunks(ChatRequest request, long number, long created) {
        this.request = request;
        this.id = "chatcmpl-played-" + number;
        this.created = created;
        this.before =
                "data: {\"id\":\""
                        + id
                        + "\",\"object\":\"chat.completion.chunk\",\"created\":"
                        + created
                        + ",\"model\":"
                        + quoted(request.model())
                        + ",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_played\","
                        + "\"choices\":[";
        this.usageField = request.includesUsage() ? ",\"usage\":null" : "";
    }

    byte[] role() {
        return choice("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", null);
    }

    byte[] content(String text) {
        return choice("{\"content\":" + quoted(text) + "}", null);
    }

    byte[] reasoning(String field, String text) {
        return choice("{" + quoted(field) + ":" + quoted(text) + "}", null);
    }

    byte[] finish(String reason) {
        return choice("{}", reason);
    }

    byte[] usage(Spent spent) {
        return bytes(before + "],\"usage\":" + spent.json() + "}\n\n");
    }

    byte[] error(String type, @Nullable String code, String message) {
        return bytes("data: " + errorBody(type, code, message) + "\n\n");
    }

    /** The answer of a call that did not ask for a stream. */
    byte[] whole(String text, String reason, Spent spent) {
        return bytes(
                "{\"id\":\""
                        + id
                        + "\",\"object\":\"chat.completion\",\"created\":"
                        + created
                        + ",\"model\":"
                        + quoted(request.model())
                        + ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
                        + quoted(text)
                        + ",\"refusal\":null},\"logprobs\":null,\"finish_reason\":"
                        + quoted(reason)
                        + "}],\"usage\":"
                        + spent.json()
                        + "}");
    }

    static String errorBody(String type, @Nullable String code, String message) {
        ObjectNode error = JSON.createObjectNode();
        error.put("message", message);
        error.put("type", type);
        error.putNull("param");
        error.put("code", code);
        return JSON.createObjectNode().set("error", error).toString();
    }

    private byte[] choice(String delta, @Nullable String finishReason) {
        return bytes(
                before
                        + "{\"index\":0,\"delta\":"
                        + delta
                        + ",\"logprobs\":null,\"finish_reason\":"
                        + (finishReason == null ? "null" : quoted(finishReason))
                        + "}]"
                        + usageField
                        + "}\n\n");
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
