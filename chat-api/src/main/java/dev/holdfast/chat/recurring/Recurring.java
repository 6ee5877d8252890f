package dev.holdfast.chat.recurring;

import dev.holdfast.contracts.life.Fault;
import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Vital;
import dev.holdfast.edge.outage.Away;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does one step again and again: after each a pause, which a wake cuts short. Never two at once; a
 * wake during a step causes another right after it, so that no wake is lost. A step that fails is
 * logged and done again after the pause; so is one that has not answered within its limit, which is
 * cancelled, and what it still says is not heard. What is no use to do again ends the process
 * ({@link Vital#failed}).
 *
 * <p>Thread-safe. Steps run on an event loop, each with a context of its own in which Hibernate
 * Reactive may be used.
 */
public final class Recurring {
    private static final Logger LOG = Logger.getLogger(Recurring.class);
    private static final long NO_TIMER = -1;

    /** For a step that bounds its parts by itself, since one of them rightly has no bound. */
    public static final Duration NO_LIMIT = Vital.NEVER_TOO_LONG;

    /** How much later than it should a step may begin on a machine under load. */
    private static final Duration LATENESS = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final String name;
    private final Duration pause;
    private final Duration limit;
    private final Vital vital;
    private final Supplier<Uni<Next>> step;

    /** Everything below is touched on this context only. */
    private final Context loop;

    private boolean running;

    /** Counts steps: a step that was given up says nothing any more. */
    private int turn;

    /** How to cancel the step that is being done; null between two. */
    private @Nullable Cancellable underWay;

    private long limitTimer = NO_TIMER;
    private boolean woken;
    private boolean stopped;
    private long timer = NO_TIMER;

    /**
     * Whether the same failure was logged at the step before: a broker that is away says it once.
     */
    private boolean failing;

    /** When the step is to be done again. */
    public enum Next {
        /** There is more to do. */
        AT_ONCE,
        AFTER_PAUSE
    }

    private Recurring(
            Vertx vertx, Vital vital, Duration pause, Duration limit, Supplier<Uni<Next>> step) {
        this.vertx = vertx;
        this.name = vital.name();
        this.vital = vital;
        this.pause = pause;
        this.limit = limit;
        this.step = step;
        this.loop = ((VertxInternal) vertx).createEventLoopContext();
    }

    /**
     * Starts at once.
     *
     * @param name for log lines and health
     * @param limit how long one step may take; {@link #NO_LIMIT} for as long as it takes
     */
    public static Recurring start(
            Vertx vertx,
            Life life,
            String name,
            Duration pause,
            Duration limit,
            Supplier<Uni<Next>> step) {
        Duration silence =
                limit.equals(NO_LIMIT) ? Vital.NEVER_TOO_LONG : pause.plus(limit).plus(LATENESS);
        Recurring recurring = new Recurring(vertx, life.vital(name, silence), pause, limit, step);
        recurring.wake();
        return recurring;
    }

    public void wake() {
        loop.runOnContext(_ -> {
            if (running) {
                woken = true;
            } else {
                run();
            }
        });
    }

    /** No step begins any more; one that is being done goes on to its end. */
    public void stop() {
        loop.runOnContext(_ -> {
            stopped = true;
            vital.over();
            cancelTimer();
        });
    }

    private void run() {
        cancelTimer();
        if (stopped) {
            return;
        }
        running = true;
        woken = false;
        vital.beat();
        int mine = ++turn;
        Context own = VertxContext.createNewDuplicatedContext(loop);
        VertxContextSafetyToggle.setContextSafe(own, true);
        if (!limit.equals(NO_LIMIT)) {
            limitTimer = vertx.setTimer(Math.max(1, limit.toMillis()), _ -> giveUp(mine, own));
        }
        own.runOnContext(_ -> {
            Cancellable begun =
                    Uni.createFrom()
                            .deferred(() -> step.get())
                            .subscribe()
                            .with(
                                    next -> done(mine, next, null),
                                    failure -> done(mine, null, failure));
            loop.runOnContext(_ -> underWay = running && mine == turn ? begun : null);
        });
    }

    /** The limit's timer fires on the loop. */
    private void giveUp(int given, Context own) {
        Cancellable stalled = underWay;
        if (running && given == turn && stalled != null) {
            own.runOnContext(_ -> stalled.cancel());
        }
        done(given, null, new TimeoutException("no answer within " + limit));
    }

    private void done(int whose, @Nullable Next next, @Nullable Throwable failure) {
        loop.runOnContext(_ -> {
            if (!running || whose != turn) {
                return;
            }
            running = false;
            underWay = null;
            vertx.cancelTimer(limitTimer);
            note(failure);
            if (woken || next == Next.AT_ONCE) {
                run();
            } else if (!stopped) {
                timer = vertx.setTimer(Math.max(1, pause.toMillis()), _ -> wake());
            }
        });
    }

    private void note(@Nullable Throwable failure) {
        if (failure != null) {
            vital.failed(failure);
        }
        if (failure instanceof Away) {
            return;
        }
        if (failure != null && !failing) {
            // What is away says nothing by where it was noticed.
            boolean away = Fault.of(failure) == Fault.AWAY;
            LOG.warnf(
                    away ? null : failure,
                    "step failed, trying again name=%s every=%s cause=%s",
                    name,
                    pause,
                    failure);
        } else if (failure == null && failing) {
            LOG.infof("step works again name=%s", name);
        }
        failing = failure != null;
    }

    private void cancelTimer() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }
}
