package dev.holdfast.played.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.played.Act;
import dev.holdfast.played.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Google's {@code streamGenerateContent}: no word for the end but the stream's own, lines that end
 * with CR LF, a wrong key as a 400, the time to wait in the body, and a filtered prompt as an
 * answer without candidates.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">The API</a>
 */
final class Gemini implements WireFormat {

    @Override
    public ChatRequest read(HttpRequest request) throws IOException {
        JsonNode json = Json.MAPPER.readTree(request.body());
        String path = request.path();
        int verb = path.lastIndexOf(':');
        if (verb < 0 || !json.path("contents").isArray()) {
            throw new IOException("contents are required");
        }
        List<Call.Message> messages = new ArrayList<>();
        String system = Json.text(json.path("systemInstruction").path("parts"));
        if (!system.isEmpty()) {
            messages.add(new Call.Message("system", system));
        }
        for (JsonNode content : json.path("contents")) {
            String role = content.path("role").asText();
            messages.add(
                    new Call.Message(
                            role.equals("model") ? "assistant" : role,
                            Json.text(content.path("parts"))));
        }
        return new ChatRequest(
                path.substring(path.lastIndexOf('/') + 1, verb),
                messages,
                path.endsWith(":streamGenerateContent"),
                true,
                ChatRequest.settings(json, "contents"));
    }

    @Override
    public Events events(ChatRequest request, long number, long createdSeconds) {
        return new Stream(request, "played-" + number);
    }

    @Override
    public Refusal refusal(Act.Refuse refuse) {
        String code = refuse.code() == null ? "" : refuse.code();
        return switch (code) {
            case "invalid_api_key" ->
                    error(
                            400,
                            "INVALID_ARGUMENT",
                            "API key not valid. Please pass a valid API key.",
                            Json.object()
                                    .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                                    .put("reason", "API_KEY_INVALID")
                                    .put("domain", "googleapis.com"));
            case "context_length_exceeded" ->
                    error(
                            400,
                            "INVALID_ARGUMENT",
                            "The input token count (1200000) exceeds the maximum number of tokens"
                                    + " allowed (1048576).",
                            null);
            case "content_filter" ->
                    new Refusal(
                            200,
                            Map.of(),
                            "data: {\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"},"
                                    + "\"usageMetadata\":{\"promptTokenCount\":3,"
                                    + "\"totalTokenCount\":3},\"modelVersion\":\"m\"}\r\n\r\n",
                            true);
            case "insufficient_quota" ->
                    error(
                            429,
                            "RESOURCE_EXHAUSTED",
                            "You exceeded your current quota, please check your plan and billing"
                                    + " details.",
                            null);
            default ->
                    error(refuse.status(), status(refuse.status()), refuse.message(), wait(refuse));
        };
    }

    private static @Nullable ObjectNode wait(Act.Refuse refuse) {
        return refuse.retryAfterSeconds() == null
                ? null
                : Json.object()
                        .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                        .put("retryDelay", refuse.retryAfterSeconds() + "s");
    }

    private static String status(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503 -> "UNAVAILABLE";
            default -> status >= 500 ? "INTERNAL" : "INVALID_ARGUMENT";
        };
    }

    private static Refusal error(
            int status, String name, String message, @Nullable ObjectNode detail) {
        return Refusal.json(status, null, errorBody(status, name, message, detail));
    }

    private static ObjectNode errorBody(
            int status, String name, String message, @Nullable ObjectNode detail) {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error");
        error.put("code", status).put("message", message).put("status", name);
        if (detail != null) {
            error.putArray("details").add(detail);
        }
        return body;
    }

    @Override
    public ObjectNode models(Collection<String> names) {
        ObjectNode answer = Json.object();
        var models = answer.putArray("models");
        for (String name : names) {
            models.addObject()
                    .put("name", "models/" + name)
                    .put("displayName", "Model " + name)
                    .put("inputTokenLimit", 1_048_576)
                    .put("outputTokenLimit", 65_536)
                    .putArray("supportedGenerationMethods")
                    .add("generateContent");
        }
        return answer;
    }

    private static final class Stream implements Events {
        private final ChatRequest request;
        private final String id;
        private final List<Act.Cite> cited = new ArrayList<>();

        Stream(ChatRequest request, String id) {
            this.request = request;
            this.id = id;
        }

        /** Nothing goes before the first words. */
        @Override
        public byte[] begin() {
            return new byte[0];
        }

        @Override
        public byte[] reasoning(String field, String text) {
            return event(candidate(Json.object().put("text", text).put("thought", true), null));
        }

        @Override
        public byte[] content(String text) {
            return event(candidate(Json.object().put("text", text), null));
        }

        @Override
        public byte[] cite(Act.Cite cite, String spoken) {
            cited.add(cite);
            ObjectNode response = candidate(null, null);
            ObjectNode candidate = (ObjectNode) response.path("candidates").path(0);
            candidate.set("groundingMetadata", Citations.grounding(cited, spoken));
            return event(response);
        }

        @Override
        public byte[] finish(String reason, Spent spent) {
            return event(withUsage(candidate(null, finishReason(reason)), spent));
        }

        private static String finishReason(String reason) {
            return switch (reason) {
                case "stop" -> "STOP";
                case "length" -> "MAX_TOKENS";
                case "content_filter" -> "SAFETY";
                default -> reason;
            };
        }

        @Override
        public byte[] error(Act.Break error) {
            return event(errorBody(503, "UNAVAILABLE", "The model is overloaded.", null));
        }

        @Override
        public byte[] whole(String text, String reason, Spent spent) {
            ObjectNode answer = candidate(Json.object().put("text", text), finishReason(reason));
            return Json.bytes(withUsage(answer, spent).toString());
        }

        private ObjectNode candidate(@Nullable ObjectNode part, @Nullable String finishReason) {
            ObjectNode response = Json.object();
            ObjectNode candidate = response.putArray("candidates").addObject();
            ObjectNode content = candidate.putObject("content").put("role", "model");
            if (part != null) {
                content.putArray("parts").add(part);
            }
            if (finishReason != null) {
                candidate.put("finishReason", finishReason);
            }
            candidate.put("index", 0);
            return response.put("modelVersion", request.model()).put("responseId", id);
        }

        private static ObjectNode withUsage(ObjectNode response, Spent spent) {
            response.putObject("usageMetadata")
                    .put("promptTokenCount", spent.prompt())
                    .put("cachedContentTokenCount", spent.cached())
                    .put("candidatesTokenCount", spent.completion() - spent.reasoning())
                    .put("thoughtsTokenCount", spent.reasoning())
                    .put("totalTokenCount", spent.prompt() + spent.completion());
            return response;
        }

        private static byte[] event(ObjectNode data) {
            return Json.bytes("data: " + data + "\r\n\r\n");
        }
    }
}
