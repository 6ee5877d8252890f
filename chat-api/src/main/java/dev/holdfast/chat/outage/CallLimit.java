package dev.holdfast.chat.outage;

import dev.holdfast.edge.problem.RouterFailures;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeoutException;

/**
 * No call waits longer than a caller would. All that a call can wait for so long here is
 * PostgreSQL: the broker is not asked, and the issuer has a limit of its own. What was begun goes
 * on; each call may be repeated.
 */
@Singleton
class CallLimit {
    /** After CORS (300), so that a page may read the answer. */
    private static final int PRIORITY = 260;

    private static final String PATH = "/api/";

    private final Vertx vertx;
    private final DatabaseConfig config;
    private final DatabaseOutage outage;

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
            call.addEndHandler(_ -> vertx.cancelTimer(timer));
        }
        call.next();
    }

    private void giveUp(RoutingContext call) {
        if (!isStillSending(call.request())
                && !call.response().ended()
                && !call.response().closed()
                && !call.response().headWritten()) {
            outage.noticed(new TimeoutException("no answer within " + config.callTimeout()))
                    .ifPresent(away -> RouterFailures.answer(call, away.problem()));
        }
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
