package dev.holdfast.played.server;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.played.Call;
import dev.holdfast.played.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The provider's API under {@code /v1}, and under {@code /played} the strings it hangs on. */
final class Provider implements Connection.Exchange {
    private final Scripts scripts = new Scripts();
    private final Calls calls = new Calls();

    @Override
    public void answer(HttpRequest request, HttpResponse response, Connection connection)
            throws IOException, InterruptedException {
        switch (request.method() + " " + request.path()) {
            case "POST /v1/chat/completions" -> chat(request, response, connection);
            case "GET /v1/models" -> json(response, models());
            case "PUT /played/scripts" -> {
                script(request);
                response.whole(204, Map.of(), new byte[0]);
            }
            case "GET /played/calls" -> json(response, calls.all());
            case "DELETE /played" -> {
                scripts.forget();
                calls.forget();
                response.whole(204, Map.of(), new byte[0]);
            }
            default -> refuse(response, 404, "Unknown request URL: " + request.path());
        }
    }

    private void chat(HttpRequest http, HttpResponse response, Connection connection)
            throws IOException, InterruptedException {
        ChatRequest request;
        try {
            request = ChatRequest.read(http.body());
        } catch (IOException e) {
            refuse(response, 400, "We could not parse the JSON body of your request.");
            return;
        }
        CallRecord call = calls.begin(request, http, connection);
        Call.End end = Call.End.LEFT;
        try {
            end = new Performance(scripts.of(request), request, response, call).play();
        } finally {
            call.ended(end);
        }
        if (end == Call.End.RESET) {
            connection.reset();
        }
    }

    private void script(HttpRequest request) throws IOException {
        JsonNode json = Chunks.JSON.readTree(request.body());
        List<Script> played =
                Chunks.JSON.convertValue(
                        json.path("scripts"), new TypeReference<List<Script>>() {});
        if (json.has("prompt")) {
            scripts.forPrompt(json.path("prompt").asText(), played);
        } else {
            scripts.forModel(json.path("model").asText(), played);
        }
    }

    private ObjectNode models() {
        ObjectNode answer = Chunks.JSON.createObjectNode().put("object", "list");
        ArrayNode data = answer.putArray("data");
        for (String model : scripts.models()) {
            data.addObject()
                    .put("id", model)
                    .put("object", "model")
                    .put("created", 1_700_000_000)
                    .put("owned_by", "holdfast");
        }
        return answer;
    }

    private static void json(HttpResponse response, Object answer) throws IOException {
        response.whole(200, Map.of(), Chunks.JSON.writeValueAsBytes(answer));
    }

    private static void refuse(HttpResponse response, int status, String message)
            throws IOException {
        String body = Chunks.errorBody("invalid_request_error", null, message);
        response.whole(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
