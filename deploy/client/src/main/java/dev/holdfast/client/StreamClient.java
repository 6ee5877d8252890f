package dev.holdfast.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A device on the WebSocket: connects, resumes from its view's cursor, is cut off, comes back. The
 * view outlives the connections.
 */
public final class StreamClient implements AutoCloseable {
    private static final long CONNECT_SECONDS = 20;

    private final HttpClient http;
    private final URI stream;
    private final Supplier<String> token;
    private final View view;
    private final List<UUID> watch;
    private final Consumer<JsonNode> onFrame;
    private @Nullable Connection connection;

    /**
     * @param gateway address of the gateway, {@code http} or {@code ws}, without a path
     * @param onFrame told of each frame after the view took it, on the socket's thread
     */
    public StreamClient(
            HttpClient http,
            URI gateway,
            Supplier<String> token,
            View view,
            Collection<UUID> watch,
            Consumer<JsonNode> onFrame) {
        this.http = http;
        this.stream = URI.create(gateway.toString().replaceFirst("^http", "ws")).resolve("/stream");
        this.token = token;
        this.view = view;
        this.watch = List.copyOf(watch);
        this.onFrame = onFrame;
    }

    public View view() {
        return view;
    }

    /**
     * Connects and sends {@code resume} with the view's cursor.
     *
     * @throws ExecutionException if the gateway refuses or is not there
     */
    public Connection connect() throws ExecutionException, InterruptedException, TimeoutException {
        Connection opened = new Connection();
        WebSocket socket =
                http.newWebSocketBuilder()
                        .subprotocols("holdfast.v2")
                        .header("Authorization", "Bearer " + token.get())
                        .buildAsync(stream, opened)
                        .get(CONNECT_SECONDS, TimeUnit.SECONDS);
        socket.sendText(resume(), true).get(CONNECT_SECONDS, TimeUnit.SECONDS);
        connection = opened;
        return opened;
    }

    private String resume() {
        ObjectNode resume = Json.MAPPER.createObjectNode();
        resume.put("type", "resume");
        resume.put("cursor", view.cursor());
        ArrayNode watched = resume.putArray("watch");
        watch.forEach(id -> watched.add(id.toString()));
        return resume.toString();
    }

    /** Ends the connection as a pulled cable does. */
    public void cut() {
        if (connection != null) {
            connection.cut();
            connection = null;
        }
    }

    @Override
    public void close() {
        cut();
    }

    /** One connection. Frames that arrive after a cut are not taken into the view. */
    public final class Connection implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private @Nullable WebSocket socket;
        private volatile boolean isCut;

        @Override
        public void onOpen(WebSocket webSocket) {
            socket = webSocket;
            webSocket.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                String text = partial.toString();
                partial.setLength(0);
                take(Json.read(text));
            }
            webSocket.request(1);
            return null;
        }

        private synchronized void take(JsonNode frame) {
            if (!isCut) {
                view.take(frame);
                onFrame.accept(frame);
            }
        }

        private void cut() {
            synchronized (this) {
                isCut = true;
            }
            if (socket != null) {
                socket.abort();
            }
            closed.complete(-1);
        }

        @Override
        public @Nullable CompletionStage<?> onClose(
                WebSocket webSocket, int statusCode, String reason) {
            closed.complete(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.complete(-1);
        }

        /** The close code; -1 where the connection ended without one. */
        public CompletableFuture<Integer> closed() {
            return closed;
        }

        public void send(String frame) {
            if (socket != null) {
                socket.sendText(frame, true).join();
            }
        }
    }
}
