package dev.holdfast.played.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
 * OpenAI's Chat Completions.
 *
 * @see <a
 *     href="https://platform.openai.com/docs/api-reference/chat-streaming/streaming">Streaming</a>
 */
final class ChatCompletions implements WireFormat {

    @Override
    public ChatRequest read(HttpRequest request) throws IOException {
        JsonNode json = Json.MAPPER.readTree(request.body());
        if (!json.path("model").isTextual() || !json.path("messages").isArray()) {
            throw new IOException("model and messages are required");
        }
        List<Call.Message> messages = new ArrayList<>();
        for (JsonNode message : json.path("messages")) {
            messages.add(
                    new Call.Message(
                            message.path("role").asText(), Json.text(message.path("content"))));
        }
        return new ChatRequest(
                json.path("model").asText(),
                messages,
                json.path("stream").asBoolean(),
                json.path("stream_options").path("include_usage").asBoolean(),
                ChatRequest.settings(json, "messages"));
    }

    @Override
    public Events events(ChatRequest request, long number, long createdSeconds) {
        return new Chunks(request, "chatcmpl-played-" + number, createdSeconds);
    }

    @Override
    public Refusal refusal(Act.Refuse refuse) {
        return Refusal.json(
                refuse.status(),
                refuse.retryAfterSeconds(),
                errorBody(refuse.type(), refuse.code(), refuse.message()));
    }

    @Override
    public ObjectNode models(Collection<String> names) {
        ObjectNode answer = Json.object().put("object", "list");
        ArrayNode data = answer.putArray("data");
        for (String name : names) {
            data.addObject()
                    .put("id", name)
                    .put("object", "model")
                    .put("created", 1_700_000_000)
                    .put("owned_by", "holdfast");
        }
        return answer;
    }

    static ObjectNode errorBody(String type, @Nullable String code, String message) {
        ObjectNode error = Json.object();
        error.put("message", message);
        error.put("type", type);
        error.putNull("param");
        error.put("code", code);
        return Json.object().set("error", error);
    }

    /** Strings and not trees: this is the load source of the benchmark. */
    private static final class Chunks implements Events {
        private final ChatRequest request;
        private final String id;
        private final long created;

        /** All that is the same in every chunk, up to the delta. */
        private final String before;

        private final String usageField;
        private final List<Act.Cite> cited = new ArrayList<>();

        Chunks(ChatRequest request, String id, long created) {
            this.request = request;
            this.id = id;
            this.created = created;
            this.before =
                    "data: {\"id\":\""
                            + id
                            + "\",\"object\":\"chat.completion.chunk\",\"created\":"
                            + created
                            + ",\"model\":"
                            + Json.quoted(request.model())
                            + ",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_played\","
                            + "\"choices\":[";
            this.usageField = request.includesUsage() ? ",\"usage\":null" : "";
        }

        @Override
        public byte[] begin() {
            return choice("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", null);
        }

        @Override
        public byte[] content(String text) {
            return choice("{\"content\":" + Json.quoted(text) + "}", null);
        }

        @Override
        public byte[] reasoning(String field, String text) {
            return choice("{" + Json.quoted(field) + ":" + Json.quoted(text) + "}", null);
        }

        /** Perplexity's lists; where words are told, OpenRouter's annotation. */
        @Override
        public byte[] cite(Act.Cite cite, String spoken) {
            if (cite.said().isEmpty()) {
                cited.add(cite);
                String chunk = text(choice("{\"content\":\"\"}", null)).stripTrailing();
                return Json.bytes(
                        chunk.substring(0, chunk.length() - 1)
                                + ","
                                + Citations.lists(cited)
                                + "}\n\n");
            }
            return choice(
                    "{\"content\":\"\",\"annotations\":[" + Citations.nested(cite, spoken) + "]}",
                    null);
        }

        private static String text(byte[] event) {
            return new String(event, StandardCharsets.UTF_8);
        }

        @Override
        public byte[] finish(String reason, Spent spent) {
            String last = text(choice("{}", reason));
            String usage =
                    request.includesUsage() ? before + "],\"usage\":" + spent.json() + "}\n\n" : "";
            return Json.bytes(last + usage + "data: [DONE]\n\n");
        }

        @Override
        public byte[] error(Act.Break error) {
            return Json.bytes(
                    "data: " + errorBody(error.type(), error.code(), error.message()) + "\n\n");
        }

        @Override
        public byte[] whole(String text, String reason, Spent spent) {
            return Json.bytes(
                    "{\"id\":\""
                            + id
                            + "\",\"object\":\"chat.completion\",\"created\":"
                            + created
                            + ",\"model\":"
                            + Json.quoted(request.model())
                            + ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
                            + Json.quoted(text)
                            + ",\"refusal\":null},\"logprobs\":null,\"finish_reason\":"
                            + Json.quoted(reason)
                            + "}],\"usage\":"
                            + spent.json()
                            + "}");
        }

        private byte[] choice(String delta, @Nullable String finishReason) {
            return Json.bytes(
                    before
                            + "{\"index\":0,\"delta\":"
                            + delta
                            + ",\"logprobs\":null,\"finish_reason\":"
                            + (finishReason == null ? "null" : Json.quoted(finishReason))
                            + "}]"
                            + usageField
                            + "}\n\n");
        }
    }
}
