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
    private final Calls listCalls = new Calls();
    private final Formats formats = new Formats();

    @Override
    public void answer(HttpRequest request, HttpResponse response, Connection connection)
            throws IOException, InterruptedException {
        Optional<Wire> wire = wireOf(request.path());
        if (wire.isPresent()) {
            WireFormat format = formats.of(wire.get());
            if (request.method().equals("GET")) {
                list(format, request, response, connection);
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
            case "GET /played/list-calls" -> json(response, listCalls.all());
            case "DELETE /played" -> {
                scripts.forget();
                calls.forget();
                listCalls.forget();
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
        perform(
                new Performance(scripts.of(request), format, request, response, call),
                call,
                connection);
    }

    /** As a script wants it, or the list. */
    private void list(
            WireFormat format, HttpRequest http, HttpResponse response, Connection connection)
            throws IOException, InterruptedException {
        CallRecord call = listCalls.begin(ChatRequest.NONE, http, connection);
        byte[] list = Json.MAPPER.writeValueAsBytes(format.models(scripts.models()));
        Script script = scripts.ofList().orElseGet(Script::begin);
        perform(new Listing(script, list, format, response), call, connection);
    }

    private static void perform(Play play, CallRecord call, Connection connection)
            throws IOException, InterruptedException {
        Call.End end = Call.End.LEFT;
        try {
            end = play.play();
        } finally {
            call.ended(end);
        }
        if (end == Call.End.RESET) {
            connection.reset();
        }
    }

    /** What follows a request. */
    interface Play {
        /**
         * @return how it ended; {@link Call.End#RESET} asks the caller of this method to reset
         */
        Call.End play() throws IOException, InterruptedException;
    }

    private void script(HttpRequest request) throws IOException {
        JsonNode json = Json.MAPPER.readTree(request.body());
        List<Script> played =
                Json.MAPPER.convertValue(
                        json.path("scripts"), new TypeReference<List<Script>>() {});
        if (json.path("list").asBoolean()) {
            scripts.forList(played);
        } else if (json.has("prompt")) {
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
