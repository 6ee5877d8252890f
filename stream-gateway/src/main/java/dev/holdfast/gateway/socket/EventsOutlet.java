package dev.holdfast.gateway.socket;

import dev.holdfast.gateway.session.CloseCode;
import dev.holdfast.gateway.session.Frame;
import dev.holdfast.gateway.session.Outlet;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes server-sent events. A write is done when the socket has taken it. A client cannot answer;
 * that the socket takes heartbeats is its sign of life.
 */
final class EventsOutlet implements Outlet {
    private final RoutingContext call;
    private final HttpServerResponse response;
    private final Context context;
    private final Duration closeGrace;
    private final Runnable alive;

    /**
     * @param alive called when the socket has taken something
     */
    EventsOutlet(RoutingContext call, Context context, Duration closeGrace, Runnable alive) {
        this.call = call;
        this.response = call.response();
        this.context = context;
        this.closeGrace = closeGrace;
        this.alive = alive;
    }

    @Override
    public void write(Frame frame, String json, Consumer<@Nullable Throwable> done) {
        StringBuilder event = new StringBuilder(json.length() + 128);
        event.append("event: ").append(frame.type()).append('\n');
        if (frame.cursor() != null) {
            event.append("id: ").append(frame.cursor()).append('\n');
        }
        event.append("data: ").append(oneLine(json)).append("\n\n");
        send(event.toString(), done);
    }

    /** A line break in JSON stands between tokens, where a space does as well. */
    private static String oneLine(String json) {
        return json.indexOf('\n') < 0 && json.indexOf('\r') < 0
                ? json
                : json.replace('\n', ' ').replace('\r', ' ');
    }

    /**
     * A comment; and an id without data moves a client's {@code Last-Event-ID} and shows nothing.
     */
    @Override
    public void ping(@Nullable String cursor) {
        send(cursor == null ? ":\n\n" : ": alive\nid: " + cursor + "\n\n", _ -> {});
    }

    private void send(String text, Consumer<@Nullable Throwable> done) {
        if (response.ended() || response.closed()) {
            done.accept(new IllegalStateException("the response has ended"));
            return;
        }
        response.write(text)
                .onComplete(written ->
                        context.runOnContext(_ -> {
                            if (written.succeeded()) {
                                alive.run();
                            }
                            done.accept(written.cause());
                        }));
    }

    /** There is no close code here: the end of the response is what makes a client come back. */
    @Override
    public void close(CloseCode code) {
        if (response.ended() || response.closed()) {
            return;
        }
        long cut = context.owner().setTimer(closeGrace.toMillis(), _ -> cut());
        response.end().onComplete(_ -> context.owner().cancelTimer(cut));
    }

    private void cut() {
        if (call.request().version() == HttpVersion.HTTP_2) {
            response.reset();
            return;
        }
        if (call.request().connection() instanceof ConnectionBase underlying) {
            // Nobody is left to tell whether it worked.
            var _ = underlying.channel().close();
        }
    }
}
