package dev.holdfast.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The REST interface, as one user. Thread-safe. */
public final class ChatApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI base;
    private final Supplier<String> token;

    /**
     * @param base address of chat-api, without a path
     * @param token asked before each call
     */
    public ChatApi(HttpClient http, URI base, Supplier<String> token) {
        this.http = http;
        this.base = base;
        this.token = token;
    }

    /** Makes a conversation under a new id. */
    public UUID newConversation() {
        UUID id = Ids.next();
        call("PUT", "/api/conversations/" + id, "{}").expect(201);
        return id;
    }

    /** Sends a first message. */
    public ApiAnswer send(UUID conversation, String text, String provider, String model) {
        return send(conversation, Ids.next(), null, text, provider, model);
    }

    public ApiAnswer send(
            UUID conversation,
            UUID message,
            @Nullable UUID parent,
            String text,
            String provider,
            String model) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("parentId", parent == null ? null : parent.toString());
        body.put("text", text);
        body.putObject("model").put("provider", provider).put("name", model);
        return call(
                "PUT",
                "/api/conversations/" + conversation + "/messages/" + message,
                body.toString());
    }

    public ApiAnswer stop(UUID generation) {
        return call("POST", "/api/generations/" + generation + "/stop", null);
    }

    public ApiAnswer conversation(UUID id) {
        return call("GET", "/api/conversations/" + id, null);
    }

    /**
     * @throws UncheckedIOException if the service cannot be reached
     */
    public ApiAnswer call(String method, String path, @Nullable String body) {
        BodyPublisher publisher =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(TIMEOUT)
                        .method(method, publisher)
                        .header("Authorization", "Bearer " + token.get());
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return exchange(request.build());
    }

    private ApiAnswer exchange(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new ApiAnswer(
                    response.statusCode(), response.headers(), bodyOf(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode bodyOf(String text) {
        return text.isEmpty() ? MissingNode.getInstance() : Json.read(text);
    }
}
