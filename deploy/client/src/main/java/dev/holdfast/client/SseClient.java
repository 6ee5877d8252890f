package dev.holdfast.client;

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
import java.util.Collection;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A device on server-sent events. Reads {@code data:} lines, which hold a whole frame each, and
 * holds {@code id:} and {@code event:} against them.
 */
public final class SseClient implements AutoCloseable {
    private final HttpClient http;
    private final URI gateway;
    private final Supplier<String> token;
    private final View view;
    private final Collection<UUID> watch;
    private volatile InputStream body = InputStream.nullInputStream();

    public SseClient(
            HttpClient http,
            URI gateway,
            Supplier<String> token,
            View view,
            Collection<UUID> watch) {
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
     * @throws IOException if the gateway is not there or refuses
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
                        .header("Authorization", "Bearer " + token.get())
                        .header("Accept", "text/event-stream");
        String cursor = view.cursor();
        if (cursor != null) {
            request.header("Last-Event-ID", cursor);
        }
        HttpResponse<InputStream> response =
                http.send(request.build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IOException("the gateway answered " + response.statusCode());
        }
        body = response.body();
        Thread.ofVirtual().name("sse-reader").start(() -> read(response.body()));
    }

    private void read(InputStream stream) {
        try (SseReader events = new SseReader(stream)) {
            while (events.next()) {
                view.take(events.frame());
            }
        } catch (IOException | UncheckedIOException e) {
            // The stream ended, by us or by the gateway; whoever waits for an event will see.
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
