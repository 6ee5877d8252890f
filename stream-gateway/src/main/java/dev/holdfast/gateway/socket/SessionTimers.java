package dev.holdfast.gateway.socket;

import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.gateway.session.CloseCode;
import dev.holdfast.gateway.session.Session;
import dev.holdfast.gateway.session.SessionConfig;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Gives sessions their time: the tick, and the end of the token. */
@Singleton
public final class SessionTimers {
    private static final Logger LOG = Logger.getLogger(SessionTimers.class);

    private final Vertx vertx;
    private final Clock clock;
    private final long tickMillis;

    public SessionTimers(Vertx vertx, SessionConfig config, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
        this.tickMillis = config.tick().toMillis();
    }

    private static void tick(Session session) {
        try {
            session.tick();
        } catch (RuntimeException bug) {
            // A connection whose deadlines are not looked at would stay open for ever.
            LOG.errorf(bug, "a connection cannot go on, its time cannot be told");
            session.close(
                    CloseCode.INTERNAL_ERROR,
                    ProblemType.INTERNAL_ERROR.because("This connection cannot go on."));
        }
    }

    /** To be called on the session's loop; the timers fire there. */
    void keep(Session session, Instant tokenExpiresAt) {
        Context loop = vertx.getOrCreateContext();
        vertx.setPeriodic(
                tickMillis,
                id ->
                        loop.runOnContext(_ -> {
                            if (session.isOver()) {
                                vertx.cancelTimer(id);
                                return;
                            }
                            tick(session);
                            if (!clock.instant().isBefore(tokenExpiresAt)) {
                                session.close(
                                        CloseCode.TOKEN_EXPIRED,
                                        ProblemType.TOKEN_EXPIRED.because(
                                                "Come back with a new token and the" + " cursor."));
                            }
                        }));
    }
}
