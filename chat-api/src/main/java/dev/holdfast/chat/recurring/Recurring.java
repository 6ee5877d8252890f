package dev.holdfast.chat.recurring;

import dev.holdfast.edge.outage.Away;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does one step again and again: after each a pause, which a wake cuts short. Never two at once; a
 * wake during a step causes another right after it, so that no wake is lost. A step that fails is
 * logged and done again after the pause.
 *
 * <p>Thread-safe. Steps run on an event loop, each with a context of its own in which Hibernate
 * Reactive may be used.
 */
public final class Recurring {
    private static final Logger LOG = Logger.getLogger(Recurring.class);
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final String name;
    private final Duration pause;
    private final Supplier<Uni<Next>> step;

    /** Everything below is touched on this context only. */
    private final Context loop;

    private boolean running;
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

    private Recurring(Vertx vertx, String name, Duration pause, Supplier<Uni<Next>> step) {
        this.vertx = vertx;
        this.name = name;
        this.pause = pause;
        this.step = step;
        this.loop = ((VertxInternal) vertx).createEventLoopContext();
    }

    /**
     * Starts at once.
     *
     * @param name for log lines
     */
    public static Recurring start(
            Vertx vertx, String name, Duration pause, Supplier<Uni<Next>> step) {
        Recurring recurring = new Recurring(vertx, name, pause, step);
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
        Context own = VertxContext.createNewDuplicatedContext(loop);
        VertxContextSafetyToggle.setContextSafe(own, true);
        own.runOnContext(_ ->
                Uni.createFrom()
                        .deferred(() -> step.get())
                        .subscribe()
                        .with(next -> done(next, null), failure -> done(null, failure)));
    }

    private void done(@Nullable Next next, @Nullable Throwable failure) {
        loop.runOnContext(_ -> {
            running = false;
            note(failure);
            if (woken || next == Next.AT_ONCE) {
                run();
            } else if (!stopped) {
                timer = vertx.setTimer(Math.max(1, pause.toMillis()), _ -> wake());
            }
        });
    }

    private void note(@Nullable Throwable failure) {
        if (failure instanceof Away) {
            return;
        }
        if (failure != null && !failing) {
            LOG.warnf(failure, "step failed, trying again name=%s every=%s", name, pause);
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
