package dev.holdfast.played.server;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.played.Call;
import dev.holdfast.played.Script;
import dev.holdfast.played.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The vendors' APIs under their paths, and under {@code /played} the strings they hang on. */
final class Provider implements Connection.Exchange {
    private final Scripts scripts = new Scripts();
    private final Calls calls = new Calls();
    private final Formats formats = new Formats();

    @Override
    public void answer(HttpRequest request, HttpResponse response, Connection connection)
            throws IOException, InterruptedException {
        Optional<Wire> wire = wireOf(request.path());
        if (wire.isPresent()) {
            WireFormat format = formats.of(wire.get());
            if (request.method().equals("GET")) {
                json(response, format.models(scripts.models()));
            } else {
                chat(format, request, response, connection);
            }
            return;
        }
        switch (request.method() + " " + request.path()) {
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

    private static Optional<Wire> wireOf(String path) {
        return switch (path) {
            case "/v1/chat/completions", "/v1/models" -> Optional.of(Wire.CHAT_COMPLETIONS);
            case "/v1/responses" -> Optional.of(Wire.RESPONSES);
            case "/anthropic/v1/messages", "/anthropic/v1/models" -> Optional.of(Wire.ANTHROPIC);
            case "/mistral/v1/chat/completions", "/mistral/v1/models" -> Optional.of(Wire.MISTRAL);
            default ->
                    path.startsWith(Wire.GEMINI.path() + "/models")
                            ? Optional.of(Wire.GEMINI)
                            : Optional.empty();
        };
    }

    private void chat(
            WireFormat format, HttpRequest http, HttpResponse response, Connection connection)
            throws IOException, InterruptedException {
        ChatRequest request;
        try {
            request = format.read(http);
        } catch (IOException e) {
            refuse(response, 400, "We could not parse the JSON body of your request.");
            return;
        }
        CallRecord call = calls.begin(request, http, connection);
        Call.End end = Call.End.LEFT;
        try {
            end = new Performance(scripts.of(request), format, request, response, call).play();
        } finally {
            call.ended(end);
        }
        if (end == Call.End.RESET) {
            connection.reset();
        }
    }

    private void script(HttpRequest request) throws IOException {
        JsonNode json = Json.MAPPER.readTree(request.body());
        List<Script> played =
                Json.MAPPER.convertValue(
                        json.path("scripts"), new TypeReference<List<Script>>() {});
        if (json.has("prompt")) {
            scripts.forPrompt(json.path("prompt").asText(), played);
        } else {
            scripts.forModel(json.path("model").asText(), played);
        }
    }

    private static void json(HttpResponse response, Object answer) throws IOException {
        response.whole(200, Map.of(), Json.MAPPER.writeValueAsBytes(answer));
    }

    private static void refuse(HttpResponse response, int status, String message)
            throws IOException {
        response.whole(
                status,
                Map.of(),
                Json.bytes(
                        ChatCompletions.errorBody("invalid_request_error", null, message)
                                .toString()));
    }
}
