package dev.holdfast.chat.outage;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.edge.problem.RouterFailures;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/**
 * No call waits longer than a caller would. All that a call can wait for so long here is
 * PostgreSQL: the broker is not asked, and the issuer has a limit of its own. What was begun goes
 * on; each call may be repeated.
 *
 * <p>A service that stops does not wait so long: what is still open then is answered before Quarkus
 * gives up on it.
 */
@Singleton
class CallLimit {
    /** After CORS (300), so that a page may read the answer. */
    private static final int PRIORITY = 260;

    private static final String PATH = "/api/";

    private static final Problem STOPS =
            ProblemType.SERVICE_UNAVAILABLE
                    .because("This server is being restarted. Send again in a moment.")
                    .retryAfter(1);

    private final Vertx vertx;
    private final DatabaseConfig config;
    private final DatabaseOutage outage;

    /** The calls that have no answer yet, each with the context that it belongs to. */
    private final Map<RoutingContext, Context> open = new ConcurrentHashMap<>();

    CallLimit(Vertx vertx, DatabaseConfig config, DatabaseOutage outage) {
        this.vertx = vertx;
        this.config = config;
        this.outage = outage;
    }

    void install(@Observes Filters filters) {
        filters.register(this::limit, PRIORITY);
    }

    private void limit(RoutingContext call) {
        if (call.normalizedPath().startsWith(PATH)) {
            long timer = vertx.setTimer(config.callTimeout().toMillis(), _ -> giveUp(call));
            open.put(call, vertx.getOrCreateContext());
            call.addEndHandler(_ -> {
                vertx.cancelTimer(timer);
                open.remove(call);
            });
        }
        call.next();
    }

    /** How many calls have no answer yet. */
    int open() {
        return open.size();
    }

    /** Before the server stops to take calls; {@code quarkus.shutdown.timeout} begins after it. */
    void stop(@Observes ShutdownDelayInitiatedEvent stopping) {
        vertx.setTimer(config.stopTimeout().toMillis(), _ -> open.forEach(CallLimit::leave));
    }

    private static void leave(RoutingContext call, Context loop) {
        loop.runOnContext(_ -> {
            if (isWaiting(call)) {
                RouterFailures.answer(call, STOPS);
            }
        });
    }

    private void giveUp(RoutingContext call) {
        if (isWaiting(call)) {
            outage.noticed(new TimeoutException("no answer within " + config.callTimeout()))
                    .ifPresent(away -> RouterFailures.answer(call, away.problem()));
        }
    }

    private static boolean isWaiting(RoutingContext call) {
        return !isStillSending(call.request())
                && !call.response().ended()
                && !call.response().closed()
                && !call.response().headWritten();
    }

    /** Whoever does waits for nobody. A request whose end nobody read yet has not ended either. */
    private static boolean isStillSending(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean hasBody =
                request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
                        || (length != null && !length.equals("0"));
        return hasBody && !request.isEnded();
    }
}
