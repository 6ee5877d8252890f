package dev.holdfast.gateway.socket;

import dev.holdfast.gateway.session.CloseCode;
import dev.holdfast.gateway.session.Frame;
import dev.holdfast.gateway.session.Outlet;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes to a WebSocket. A write is done when the socket has taken its last byte. */
final class WebSocketOutlet implements Outlet {
    private static final Buffer PING = Buffer.buffer("holdfast");

    private final WebSocketConnection socket;
    private final HttpConnection connection;
    private final Context context;
    private final Duration closeGrace;

    WebSocketOutlet(
            WebSocketConnection socket,
            HttpConnection connection,
            Context context,
            Duration closeGrace) {
        this.socket = socket;
        this.connection = connection;
        this.context = context;
        this.closeGrace = closeGrace;
    }

    @Override
    public void write(Frame frame, String json, Consumer<@Nullable Throwable> done) {
        socket.sendText(json).subscribe().with(_ -> done.accept(null), done);
    }

    @Override
    public void ping(@Nullable String cursor) {
        socket.sendPing(PING).subscribe().with(_ -> {}, _ -> {});
    }

    @Override
    public void close(CloseCode code) {
        if (socket.isClosed()) {
            return;
        }
        socket.close(new CloseReason(code.code(), code.reason()))
                .subscribe()
                .with(_ -> {}, _ -> {});
        // What is closed by then is not harmed.
        context.owner().setTimer(closeGrace.toMillis(), _ -> cut());
    }

    /**
     * A peer that takes nothing does not take a close either; closing politely would wait for it.
     */
    private void cut() {
        if (connection instanceof ConnectionBase underlying) {
            // Nobody is left to tell whether it worked.
            var _ = underlying.channel().close();
        }
    }
}
