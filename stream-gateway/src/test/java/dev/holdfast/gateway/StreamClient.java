package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.gateway.replay.LogJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client that writes down what it hears, so that a test reads as a dialogue. */
public final class StreamClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private sealed interface Heard {
        record Text(String json) implements Heard {}

        record Closed(int code, String reason) implements Heard {}
    }

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private volatile boolean paused;

    private StreamClient(URI stream, @Nullable String token, String @Nullable ... more) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        List<String> protocols = new ArrayList<>(List.of("bearer-token-carrier"));
        if (token != null) {
            protocols.add(
                    URLEncoder.encode(
                                    "quarkus-http-upgrade#Authorization#Bearer " + token,
                                    StandardCharsets.UTF_8)
                            .replace("+", "%20"));
        }
        for (int i = 0; more != null && i < more.length; i += 2) {
            builder.header(Objects.requireNonNull(more[i]), Objects.requireNonNull(more[i + 1]));
        }
        builder.subprotocols("holdfast.v2", protocols.toArray(String[]::new));
        socket = builder.buildAsync(stream, new Recorder()).join();
    }

    /** As a browser does it: the token travels as a subprotocol. */
    public static StreamClient open(URI base, String token, String... headers) {
        return new StreamClient(streamOf(base), token, headers);
    }

    public static URI streamOf(URI base) {
        return URI.create("ws://localhost:" + base.getPort() + "/stream");
    }

    public String subprotocol() {
        return socket.getSubprotocol();
    }

    public StreamClient send(String text) {
        socket.sendText(text, true).orTimeout(10, TimeUnit.SECONDS).join();
        return this;
    }

    /** Sends what the server may refuse while it is on its way. */
    public void trySend(String text) {
        socket.sendText(text, true).exceptionally(_ -> socket);
    }

    /** Stops reading: what comes stays in the sockets' buffers. */
    public void pause() {
        paused = true;
    }

    public void unpause() {
        paused = false;
        socket.request(1);
    }

    public StreamClient resume(@Nullable String cursor, UUID... watch) {
        return send(
                LogJson.MAPPER
                        .createObjectNode()
                        .put("type", "resume")
                        .put("cursor", cursor)
                        .set("watch", LogJson.MAPPER.valueToTree(watch))
                        .toString());
    }

    public StreamClient watch(UUID... conversations) {
        return send(
                LogJson.MAPPER
                        .createObjectNode()
                        .put("type", "watch")
                        .set("conversations", LogJson.MAPPER.valueToTree(conversations))
                        .toString());
    }

    /** The next frame, whatever it is. */
    public JsonNode frame() {
        return switch (next()) {
            case Heard.Text text -> parse(text.json());
            case Heard.Closed closed -> throw new AssertionError("closed instead: " + closed);
        };
    }

    public JsonNode assertFrame(String type) {
        JsonNode frame = frame();
        assertThat(frame.path("type").asText()).as("%s", frame).isEqualTo(type);
        return frame;
    }

    public StreamClient assertError(String slug) {
        assertThat(assertFrame("error").at("/problem/slug").asText()).isEqualTo(slug);
        return this;
    }

    public String assertReset(String reason) {
        JsonNode frame = assertFrame("reset");
        assertThat(frame.path("reason").asText()).isEqualTo(reason);
        return frame.path("cursor").asText();
    }

    /** The answer to a resume whose cursor is not honoured. */
    public String assertRefused(String reason) {
        JsonNode welcome = assertFrame("welcome");
        assertThat(welcome.path("resumed").asBoolean()).isFalse();
        String cursor = assertReset(reason);
        assertThat(cursor).isEqualTo(welcome.path("cursor").asText());
        return cursor;
    }

    public void assertClosed(int code) {
        assertThat(next())
                .isInstanceOfSatisfying(
                        Heard.Closed.class, closed -> assertThat(closed.code()).isEqualTo(code));
    }

    /** Whatever comes before the end does not matter. */
    public int untilClosed() {
        while (true) {
            if (next() instanceof Heard.Closed closed) {
                return closed.code();
            }
        }
    }

    /** What has come so far is all: the answer to a ping is the next frame. */
    public String assertExhausted() {
        send("{\"type\":\"ping\"}");
        return assertFrame("pong").path("cursor").asText();
    }

    /** Events of one or more frames, until there are this many or one is of this type. */
    public List<JsonNode> eventsUntil(String type) {
        List<JsonNode> events = new ArrayList<>();
        while (events.isEmpty() || !events.getLast().path("type").asText().equals(type)) {
            assertFrame("events").path("events").forEach(events::add);
        }
        return events;
    }

    private Heard next() {
        try {
            Heard next = heard.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new AssertionError("nothing came for " + PATIENCE);
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public Optional<JsonNode> frameWithin(Duration patience) throws InterruptedException {
        Heard next = heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        return next instanceof Heard.Text text ? Optional.of(parse(text.json())) : Optional.empty();
    }

    static JsonNode parse(String json) {
        try {
            return LogJson.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks the connection without a word. */
    public void cut() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Recorder implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard.add(new Heard.Text(text.toString()));
                text.setLength(0);
            }
            if (!paused) {
                webSocket.request(1);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            heard.add(new Heard.Closed(code, reason));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            heard.add(new Heard.Closed(1006, error.toString()));
        }
    }
}
