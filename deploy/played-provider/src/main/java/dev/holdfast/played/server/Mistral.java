package dev.holdfast.played.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.played.Act;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Mistral's chat completions: OpenAI's in most things, but for errors, for reasoning, which comes
 * as a part of the content, and for the usage, which comes unasked with the finish reason.
 *
 * @see <a href="https://docs.mistral.ai/api/endpoint/chat">The API</a>
 */
final class Mistral implements WireFormat {
    private final ChatCompletions sibling = new ChatCompletions();

    @Override
    public ChatRequest read(HttpRequest request) throws IOException {
        return sibling.read(request);
    }

    @Override
    public Events events(ChatRequest request, long number, long createdSeconds) {
        return new Stream(request, "played" + number, createdSeconds);
    }

    @Override
    public Refusal refusal(Act.Refuse refuse) {
        String code = refuse.code() == null ? "" : refuse.code();
        return switch (code) {
            case "invalid_api_key" ->
                    Refusal.json(401, null, Json.object().put("detail", "Unauthorized"));
            case "context_length_exceeded" ->
                    error(
                            400,
                            refuse,
                            "invalid_request_prompt",
                            "Prompt contains 140000 tokens and 0 draft tokens, too large for model"
                                    + " with 131072 maximum context length",
                            "3051");
            case "content_filter" ->
                    error(
                            403,
                            refuse,
                            "content_moderation",
                            "The prompt was blocked by the content moderation policy",
                            "3900");
            case "insufficient_quota" ->
                    error(402, refuse, "payment_required", "Check your billing", "1910");
            default -> error(refuse.status(), refuse, refuse.type(), refuse.message(), "1000");
        };
    }

    private static Refusal error(
            int status, Act.Refuse refuse, String type, String message, String code) {
        return Refusal.json(status, refuse.retryAfterSeconds(), errorBody(type, message, code));
    }

    private static ObjectNode errorBody(String type, String message, String code) {
        return Json.object()
                .put("object", "error")
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .put("code", code);
    }

    @Override
    public ObjectNode models(Collection<String> names) {
        ObjectNode answer = sibling.models(names);
        for (var model : answer.path("data")) {
            ((ObjectNode) model)
                    .put("max_context_length", 131_072)
                    .putObject("capabilities")
                    .put("completion_chat", true);
        }
        return answer;
    }

    private static final class Stream implements Events {
        private final ChatRequest request;
        private final String id;
        private final long created;

        Stream(ChatRequest request, String id, long created) {
            this.request = request;
            this.id = id;
            this.created = created;
        }

        @Override
        public byte[] begin() {
            return event(chunk(Json.object().put("role", "assistant").put("content", ""), null));
        }

        @Override
        public byte[] reasoning(String field, String text) {
            ObjectNode delta = Json.object();
            ObjectNode part = delta.putArray("content").addObject().put("type", "thinking");
            part.putArray("thinking").addObject().put("type", "text").put("text", text);
            return event(chunk(delta, null));
        }

        @Override
        public byte[] content(String text) {
            return event(chunk(Json.object().put("content", text), null));
        }

        @Override
        public byte[] cite(Act.Cite cite, String spoken) {
            ObjectNode delta = Json.object();
            delta.putArray("content")
                    .addObject()
                    .put("type", "tool_reference")
                    .put("tool", "web_search")
                    .put("title", cite.title())
                    .put("url", cite.url());
            return event(chunk(delta, null));
        }

        @Override
        public byte[] finish(String reason, Spent spent) {
            ObjectNode last = chunk(Json.object().put("content", ""), reason);
            last.set("usage", usage(spent));
            return Json.bytes("data: " + last + "\n\ndata: [DONE]\n\n");
        }

        private static ObjectNode usage(Spent spent) {
            ObjectNode usage = Json.object().put("prompt_tokens", spent.prompt());
            usage.put("total_tokens", spent.prompt() + spent.completion());
            usage.put("completion_tokens", spent.completion());
            usage.putObject("prompt_tokens_details").put("cached_tokens", spent.cached());
            return usage;
        }

        @Override
        public byte[] error(Act.Break error) {
            return event(errorBody("internal_server_error", error.message(), "3000"));
        }

        @Override
        public byte[] whole(String text, String reason, Spent spent) {
            ObjectNode answer = chunk(null, reason).put("object", "chat.completion");
            ((ObjectNode) answer.path("choices").path(0))
                    .putObject("message")
                    .put("role", "assistant")
                    .put("content", text);
            answer.set("usage", usage(spent));
            return Json.bytes(answer.toString());
        }

        private ObjectNode chunk(@Nullable ObjectNode delta, @Nullable String finishReason) {
            ObjectNode chunk = Json.object().put("id", id).put("object", "chat.completion.chunk");
            chunk.put("created", created).put("model", request.model());
            ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
            if (delta != null) {
                choice.set("delta", delta);
            }
            choice.put("finish_reason", finishReason);
            return chunk;
        }

        private static byte[] event(ObjectNode data) {
            return Json.bytes("data: " + data + "\n\n");
        }
    }
}
