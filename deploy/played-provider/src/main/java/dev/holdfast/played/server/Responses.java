package dev.holdfast.played.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.played.Act;
import dev.holdfast.played.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's Responses: named events with sequence numbers, and the whole response in the last one.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses-streaming">Streaming</a>
 */
final class Responses implements WireFormat {
    private final ChatCompletions sibling = new ChatCompletions();

    @Override
    public ChatRequest read(HttpRequest request) throws IOException {
        JsonNode json = Json.MAPPER.readTree(request.body());
        if (!json.path("model").isTextual() || json.path("input").isMissingNode()) {
            throw new IOException("model and input are required");
        }
        List<Call.Message> messages = new ArrayList<>();
        if (json.has("instructions")) {
            messages.add(new Call.Message("system", json.path("instructions").asText()));
        }
        if (json.path("input").isTextual()) {
            messages.add(new Call.Message("user", json.path("input").asText()));
        }
        for (JsonNode item : json.path("input")) {
            messages.add(
                    new Call.Message(item.path("role").asText(), Json.text(item.path("content"))));
        }
        return new ChatRequest(
                json.path("model").asText(),
                messages,
                json.path("stream").asBoolean(),
                true,
                ChatRequest.settings(json, "input"));
    }

    @Override
    public Events events(ChatRequest request, long number, long createdSeconds) {
        return new Stream(request, "resp_played_" + number, createdSeconds);
    }

    @Override
    public Refusal refusal(Act.Refuse refuse) {
        return sibling.refusal(refuse);
    }

    @Override
    public ObjectNode models(Collection<String> names) {
        return sibling.models(names);
    }

    private static final class Stream implements Events {
        private final ChatRequest request;
        private final String id;
        private final long created;
        private int sequence;
        private int annotations;
        private boolean reasoned;
        private boolean said;

        Stream(ChatRequest request, String id, long created) {
            this.request = request;
            this.id = id;
            this.created = created;
        }

        @Override
        public byte[] begin() {
            return Json.bytes(
                    event("response.created", withResponse("in_progress", null))
                            + event("response.in_progress", withResponse("in_progress", null)));
        }

        @Override
        public byte[] reasoning(String field, String text) {
            String opening = "";
            if (!reasoned) {
                reasoned = true;
                ObjectNode added = Json.object().put("output_index", 0);
                added.putObject("item").put("id", "rs_1").put("type", "reasoning");
                ObjectNode part = Json.object().put("item_id", "rs_1").put("summary_index", 0);
                part.putObject("part").put("type", "summary_text").put("text", "");
                opening =
                        event("response.output_item.added", added)
                                + event("response.reasoning_summary_part.added", part);
            }
            return Json.bytes(
                    opening
                            + event(
                                    "response.reasoning_summary_text.delta",
                                    Json.object()
                                            .put("item_id", "rs_1")
                                            .put("output_index", 0)
                                            .put("summary_index", 0)
                                            .put("delta", text)));
        }

        @Override
        public byte[] content(String text) {
            String opening = "";
            if (!said) {
                said = true;
                ObjectNode added = Json.object().put("output_index", 1);
                added.putObject("item")
                        .put("id", "msg_1")
                        .put("type", "message")
                        .put("status", "in_progress")
                        .put("role", "assistant");
                opening = event("response.output_item.added", added);
            }
            return Json.bytes(
                    opening
                            + event(
                                    "response.output_text.delta",
                                    Json.object()
                                            .put("item_id", "msg_1")
                                            .put("output_index", 1)
                                            .put("content_index", 0)
                                            .put("delta", text)));
        }

        @Override
        public byte[] cite(Act.Cite cite, String spoken) {
            ObjectNode added =
                    Json.object()
                            .put("item_id", "msg_1")
                            .put("output_index", 1)
                            .put("content_index", 0)
                            .put("annotation_index", annotations++);
            added.set("annotation", Citations.flat(cite, spoken));
            return Json.bytes(event("response.output_text.annotation.added", added));
        }

        @Override
        public byte[] finish(String reason, Spent spent) {
            ObjectNode done =
                    withResponse(reason.equals("stop") ? "completed" : "incomplete", spent);
            if (!reason.equals("stop")) {
                ((ObjectNode) done.path("response"))
                        .putObject("incomplete_details")
                        .put("reason", reason.equals("length") ? "max_output_tokens" : reason);
            }
            return Json.bytes(
                    event(
                            reason.equals("stop") ? "response.completed" : "response.incomplete",
                            done));
        }

        @Override
        public byte[] error(Act.Break error) {
            return Json.bytes(
                    event(
                            "error",
                            Json.object()
                                    .put("code", error.code() == null ? error.type() : error.code())
                                    .put("message", error.message())
                                    .putNull("param")));
        }

        @Override
        public byte[] whole(String text, String reason, Spent spent) {
            ObjectNode response = response("completed", spent);
            response.putArray("output")
                    .addObject()
                    .put("type", "message")
                    .put("role", "assistant")
                    .putArray("content")
                    .addObject()
                    .put("type", "output_text")
                    .put("text", text);
            return Json.bytes(response.toString());
        }

        private ObjectNode withResponse(String status, @Nullable Spent spent) {
            return Json.object().set("response", response(status, spent));
        }

        private ObjectNode response(String status, @Nullable Spent spent) {
            ObjectNode response =
                    Json.object()
                            .put("id", id)
                            .put("object", "response")
                            .put("created_at", created)
                            .put("status", status)
                            .putNull("error")
                            .putNull("incomplete_details")
                            .put("model", request.model());
            response.putArray("output");
            if (spent == null) {
                return response.putNull("usage");
            }
            ObjectNode usage = response.putObject("usage");
            usage.put("input_tokens", spent.prompt());
            usage.putObject("input_tokens_details").put("cached_tokens", spent.cached());
            usage.put("output_tokens", spent.completion());
            usage.putObject("output_tokens_details").put("reasoning_tokens", spent.reasoning());
            usage.put("total_tokens", spent.prompt() + spent.completion());
            return response;
        }

        private String event(String type, ObjectNode body) {
            ObjectNode event = Json.object().put("type", type).put("sequence_number", sequence++);
            event.setAll(body);
            return Json.named(type, event.toString());
        }
    }
}
