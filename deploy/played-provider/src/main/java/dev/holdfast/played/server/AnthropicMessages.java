package dev.holdfast.played.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.played.Act;
import dev.holdfast.played.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's Messages: content comes in blocks that are opened and closed, and a message ends with
 * a reason first and its own event afterwards.
 *
 * @see <a href="https://docs.anthropic.com/en/docs/build-with-claude/streaming">Streaming</a>
 */
final class AnthropicMessages implements WireFormat {

    @Override
    public ChatRequest read(HttpRequest request) throws IOException {
        JsonNode json = Json.MAPPER.readTree(request.body());
        if (!json.path("model").isTextual()
                || !json.path("messages").isArray()
                || !json.path("max_tokens").isInt()) {
            throw new IOException("model, max_tokens and messages are required");
        }
        List<Call.Message> messages = new ArrayList<>();
        String system = Json.text(json.path("system"));
        if (!system.isEmpty()) {
            messages.add(new Call.Message("system", system));
        }
        for (JsonNode message : json.path("messages")) {
            messages.add(
                    new Call.Message(
                            message.path("role").asText(), Json.text(message.path("content"))));
        }
        return new ChatRequest(
                json.path("model").asText(),
                messages,
                json.path("stream").asBoolean(),
                true,
                ChatRequest.settings(json, "messages"));
    }

    @Override
    public Events events(ChatRequest request, long number, long createdSeconds) {
        return new Stream(request, "msg_played_" + number);
    }

    @Override
    public Refusal refusal(Act.Refuse refuse) {
        String code = refuse.code() == null ? "" : refuse.code();
        return switch (code) {
            case "context_length_exceeded" ->
                    error(
                            400,
                            refuse,
                            "invalid_request_error",
                            "prompt is too long: 210000 tokens > 200000 maximum");
            case "content_filter" ->
                    error(
                            400,
                            refuse,
                            "invalid_request_error",
                            "Output blocked by content filtering policy");
            case "insufficient_quota" ->
                    error(
                            400,
                            refuse,
                            "invalid_request_error",
                            "Your credit balance is too low to access the Anthropic API.");
            default -> error(refuse.status(), refuse, type(refuse.status()), refuse.message());
        };
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 529 -> "overloaded_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }

    private static Refusal error(int status, Act.Refuse refuse, String type, String message) {
        return Refusal.json(status, refuse.retryAfterSeconds(), errorBody(type, message));
    }

    private static ObjectNode errorBody(String type, String message) {
        ObjectNode body = Json.object().put("type", "error");
        body.putObject("error").put("type", type).put("message", message);
        return body.put("request_id", "req_played");
    }

    @Override
    public ObjectNode models(Collection<String> names) {
        ObjectNode answer = Json.object();
        var data = answer.putArray("data");
        for (String name : names) {
            data.addObject()
                    .put("type", "model")
                    .put("id", name)
                    .put("display_name", "Model " + name)
                    .put("created_at", "2026-01-01T00:00:00Z");
        }
        return answer.put("has_more", false);
    }

    private static final class Stream implements Events {
        private final ChatRequest request;
        private final String id;

        /** The block that is open: {@code text} or {@code thinking}. */
        private @Nullable String open;

        private int block = -1;

        Stream(ChatRequest request, String id) {
            this.request = request;
            this.id = id;
        }

        @Override
        public byte[] begin() {
            ObjectNode start = Json.object().put("type", "message_start");
            ObjectNode message = start.putObject("message");
            message.put("id", id).put("type", "message").put("role", "assistant");
            message.put("model", request.model()).putArray("content");
            message.putNull("stop_reason").putNull("stop_sequence");
            message.putObject("usage")
                    .put("input_tokens", request.promptTokens())
                    .put("cache_creation_input_tokens", 0)
                    .put("cache_read_input_tokens", Spent.CACHED)
                    .put("output_tokens", 1);
            return Json.bytes(
                    Json.named("message_start", start.toString())
                            + Json.named("ping", "{\"type\":\"ping\"}"));
        }

        @Override
        public byte[] reasoning(String field, String text) {
            return delta("thinking", "thinking_delta", "thinking", text);
        }

        @Override
        public byte[] content(String text) {
            return delta("text", "text_delta", "text", text);
        }

        private byte[] delta(String kind, String type, String field, String text) {
            StringBuilder events = new StringBuilder();
            if (!kind.equals(open)) {
                events.append(close());
                open = kind;
                block++;
                ObjectNode start =
                        Json.object().put("type", "content_block_start").put("index", block);
                start.putObject("content_block").put("type", kind).put(field, "");
                events.append(Json.named("content_block_start", start.toString()));
            }
            ObjectNode delta = Json.object().put("type", "content_block_delta").put("index", block);
            delta.putObject("delta").put("type", type).put(field, text);
            return Json.bytes(
                    events.append(Json.named("content_block_delta", delta.toString())).toString());
        }

        /** Of all that its block says. */
        @Override
        public byte[] cite(Act.Cite cite, String spoken) {
            byte[] opening = "text".equals(open) ? new byte[0] : content("");
            ObjectNode delta = Json.object().put("type", "content_block_delta").put("index", block);
            delta.putObject("delta")
                    .put("type", "citations_delta")
                    .putObject("citation")
                    .put("type", "web_search_result_location")
                    .put("cited_text", cite.said())
                    .put("url", cite.url())
                    .put("title", cite.title())
                    .put("encrypted_index", "Eo8B");
            return Json.bytes(
                    new String(opening, StandardCharsets.UTF_8)
                            + Json.named("content_block_delta", delta.toString()));
        }

        private String close() {
            if (open == null) {
                return "";
            }
            String signature = "";
            if (open.equals("thinking")) {
                ObjectNode delta =
                        Json.object().put("type", "content_block_delta").put("index", block);
                delta.putObject("delta").put("type", "signature_delta").put("signature", "EqQB");
                signature = Json.named("content_block_delta", delta.toString());
            }
            open = null;
            return signature
                    + Json.named(
                            "content_block_stop",
                            Json.object()
                                    .put("type", "content_block_stop")
                                    .put("index", block)
                                    .toString());
        }

        @Override
        public byte[] finish(String reason, Spent spent) {
            ObjectNode delta = Json.object().put("type", "message_delta");
            delta.putObject("delta")
                    .put("stop_reason", stopReason(reason))
                    .putNull("stop_sequence");
            delta.putObject("usage").put("output_tokens", spent.completion());
            return Json.bytes(
                    close()
                            + Json.named("message_delta", delta.toString())
                            + Json.named("message_stop", "{\"type\":\"message_stop\"}"));
        }

        private static String stopReason(String reason) {
            return switch (reason) {
                case "stop" -> "end_turn";
                case "length" -> "max_tokens";
                case "content_filter" -> "refusal";
                default -> reason;
            };
        }

        @Override
        public byte[] error(Act.Break error) {
            return Json.bytes(
                    Json.named("error", errorBody("overloaded_error", "Overloaded").toString()));
        }

        @Override
        public byte[] whole(String text, String reason, Spent spent) {
            ObjectNode message = Json.object().put("id", id).put("type", "message");
            message.put("role", "assistant").put("model", request.model());
            message.putArray("content").addObject().put("type", "text").put("text", text);
            message.put("stop_reason", stopReason(reason));
            message.putObject("usage")
                    .put("input_tokens", spent.prompt())
                    .put("output_tokens", spent.completion());
            return Json.bytes(message.toString());
        }
    }
}
