package dev.holdfast.gateway.socket;

import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.edge.problem.RouterFailures;
import dev.holdfast.gateway.replay.Watched;
import dev.holdfast.gateway.session.Session;
import dev.holdfast.gateway.session.Sessions;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The same stream as server-sent events. Written to the response itself, not through JAX-RS, since
 * only there a write says when the socket has taken it.
 */
@Singleton
public final class StreamEvents {
    private final Sessions sessions;
    private final SessionTimers timers;
    private final SocketConfig config;
    private final ClientFrames frames;

    public StreamEvents(Sessions sessions, SessionTimers timers, SocketConfig config) {
        this.sessions = sessions;
        this.timers = timers;
        this.config = config;
        this.frames = new ClientFrames(config.watched());
    }

    void install(@Observes Router router) {
        router.route(HttpMethod.GET, "/stream/events").handler(this::open);
    }

    private void open(RoutingContext call) {
        Optional<Caller> caller = StreamGate.caller(call);
        if (caller.isEmpty()) {
            call.next();
            return;
        }
        List<String> parameters = call.queryParam("watch");
        if (parameters.isEmpty()) {
            open(call, caller.get(), Watched.ALL);
            return;
        }
        switch (frames.watching(parameters)) {
            case ClientFrame.Watch(Watched watched) -> open(call, caller.get(), watched);
            case ClientFrame.Refused refused -> RouterFailures.answer(call, refused.problem());
            case ClientFrame.Resume _, ClientFrame.Ping _ ->
                    RouterFailures.answer(
                            call, ProblemType.INTERNAL_ERROR.because("A query is no frame."));
        }
    }

    private void open(RoutingContext call, Caller caller, Watched watched) {
        Context context = Vertx.currentContext();
        AtomicReference<@Nullable Session> opened = new AtomicReference<>();
        EventsOutlet outlet =
                new EventsOutlet(
                        call,
                        context,
                        config.closeGrace(),
                        () -> {
                            Session session = opened.get();
                            if (session != null) {
                                session.heard();
                            }
                        });
        Optional<Session> session =
                sessions.open(
                        caller.userId(), outlet, task -> context.runOnContext(_ -> task.run()));
        if (session.isEmpty()) {
            RouterFailures.answer(call, TooMany.CONNECTIONS);
            return;
        }
        opened.set(session.get());
        begin(call.response());
        call.response().closeHandler(_ -> session.get().peerGone());
        call.response().exceptionHandler(_ -> session.get().peerGone());
        timers.keep(session.get(), caller.expiresAt());
        session.get().resume(cursor(call), watched);
    }

    private static void begin(HttpServerResponse response) {
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream;charset=UTF-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // Proxies that gather responses would take the stream's point away.
                .putHeader("X-Accel-Buffering", "no");
    }

    /** What the browser remembers goes before what the page was opened with. */
    private static @Nullable String cursor(RoutingContext call) {
        String last = call.request().getHeader("Last-Event-ID");
        if (last != null && !last.isBlank()) {
            return last;
        }
        List<String> asked = call.queryParam("cursor");
        return asked.isEmpty() || asked.getFirst().isBlank() ? null : asked.getFirst();
    }
}
