package dev.holdfast.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A device on server-sent events. Reads {@code data:} lines, which hold a whole frame each, and
 * holds {@code id:} and {@code event:} against them.
 */
public final class SseClient implements AutoCloseable {
    /** Until the response's head is there. */
    private static final Duration HEAD = Duration.ofSeconds(20);

    private final HttpClient http;
    private final URI gateway;
    private final Supplier<String> token;
    private final View view;
    private final Collection<UUID> watch;
    private final Consumer<JsonNode> onFrame;
    private final CompletableFuture<Optional<Exception>> ended = new CompletableFuture<>();
    private volatile InputStream body = InputStream.nullInputStream();

    public SseClient(
            HttpClient http,
            URI gateway,
            Supplier<String> token,
            View view,
            Collection<UUID> watch) {
        this(http, gateway, token, view, watch, _ -> {});
    }

    /**
     * @param onFrame told of each frame after the view took it, on the reader's thread
     */
    public SseClient(
            HttpClient http,
            URI gateway,
            Supplier<String> token,
            View view,
            Collection<UUID> watch,
            Consumer<JsonNode> onFrame) {
        this.onFrame = onFrame;
        this.http = http;
        this.gateway = gateway;
        this.token = token;
        this.view = view;
        this.watch = watch;
    }

    public View view() {
        return view;
    }

    /**
     * Opens the stream; resumes with {@code Last-Event-ID} where the view has a cursor.
     *
     * @throws Refused if the gateway answers with something else than a stream
     * @throws IOException if the gateway is not there
     */
    public void connect() throws IOException, InterruptedException {
        String conversations =
                watch.stream()
                        .map(id -> URLEncoder.encode(id.toString(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining(","));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                gateway.resolve(
                                        "/stream/events"
                                                + (watch.isEmpty() ? "" : "?watch=")
                                                + conversations))
                        .timeout(HEAD)
                        .header("Authorization", "Bearer " + token.get())
                        .header("Accept", "text/event-stream");
        String cursor = view.cursor();
        if (cursor != null) {
            request.header("Last-Event-ID", cursor);
        }
        HttpResponse<InputStream> response =
                http.send(request.build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            try (InputStream words = response.body()) {
                throw new Refused(
                        response.statusCode(),
                        new String(words.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        body = response.body();
        Thread.ofVirtual().name("sse-reader").start(() -> read(response.body()));
    }

    private void read(InputStream stream) {
        try (SseReader events = new SseReader(stream)) {
            while (events.next()) {
                view.take(events.frame());
                onFrame.accept(events.frame());
            }
            ended.complete(Optional.empty());
        } catch (IOException | UncheckedIOException e) {
            // The stream ended, by us or by the gateway; whoever waits for an event will see.
            ended.complete(Optional.of(e));
        }
    }

    /**
     * Completes when the last frame was taken and none will follow, with what broke the stream
     * where it did not simply end.
     */
    public CompletableFuture<Optional<Exception>> ended() {
        return ended;
    }

    /** The gateway is there and gives no stream. */
    public static final class Refused extends IOException {
        private final int status;

        private final String answer;

        Refused(int status, String answer) {
            super("the gateway answered " + status);
            this.status = status;
            this.answer = answer;
        }

        public int status() {
            return status;
        }

        /** The answer's body. */
        public String answer() {
            return answer;
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
