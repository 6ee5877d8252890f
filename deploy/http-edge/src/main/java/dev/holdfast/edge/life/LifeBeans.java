package dev.holdfast.edge.life;

import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Watch;
import dev.holdfast.contracts.life.Watch.Exit;
import dev.holdfast.contracts.life.Watch.Patience;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** The one {@link Life} of this process, the thread that acts on it, and what nobody catches. */
class LifeBeans {
    private static final Logger LOG = Logger.getLogger(LifeBeans.class);

    /** Before and after every other observer. */
    private static final int FIRST = 0;

    @Produces
    @Singleton
    Life life(LifeConfig config) {
        return new Life(
                System::nanoTime,
                new Life.Limits(config.mistakes(), config.mistakesWithin()),
                (loop, failure) -> LOG.errorf(failure, "turn failed loop=%s", loop));
    }

    void begin(
            @Observes @Priority(FIRST) StartupEvent event,
            Life life,
            LifeConfig config,
            Vertx vertx) {
        Patience patience =
                new Patience(config.unreadyFor(), config.exitWithin(), config.stuckFor());
        Thread.ofPlatform()
                .name("life")
                .daemon()
                .start(new Watch(life, patience, Exit.OF_THE_JVM, LifeBeans::say));
        for (EventExecutor loop : ((VertxInternal) vertx).getEventLoopGroup()) {
            life.watchLoop(loop, config.lateness());
        }
        // Mutiny's: pauses before another try, and limits.
        life.watchTimers("timers", Infrastructure.getDefaultWorkerPool(), config.lateness());
        hearWhatNobodyCaught(life, vertx);
    }

    private static void hearWhatNobodyCaught(Life life, Vertx vertx) {
        vertx.exceptionHandler(failure -> uncaught(life, "event loop", failure));
        Infrastructure.setDroppedExceptionHandler(
                failure -> uncaught(life, "reactive pipeline", failure));
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> uncaught(life, thread.getName(), failure));
    }

    private static void uncaught(Life life, String where, Throwable failure) {
        LOG.errorf(failure, "nobody caught this where=%s", where);
        life.uncaught(where, failure);
    }

    private static void say(Life.End end) {
        LOG.fatal(end.line(Watch.EXIT_CODE), end.cause());
    }

    void end(@Observes @Priority(FIRST) ShutdownEvent event, Life life) {
        life.stopping();
    }
}
