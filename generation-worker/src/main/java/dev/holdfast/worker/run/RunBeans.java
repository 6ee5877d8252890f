package dev.holdfast.worker.run;

import dev.holdfast.worker.claim.LookBack;
import dev.holdfast.worker.markdown.MarkdownConfig;
import dev.holdfast.worker.opening.OpenProvider;
import dev.holdfast.worker.publish.Envelope;
import dev.holdfast.worker.publish.Publisher;
import dev.holdfast.worker.publish.WorkerId;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.Executor;

/** Puts {@link Runs} together for the container. */
class RunBeans {

    @Produces
    @Singleton
    Runs runs(
            RunConfig config,
            MarkdownConfig markdown,
            OpenProvider open,
            Publisher publisher,
            LookBack lookBack,
            Envelope envelope,
            WorkerId worker,
            Clock clock,
            MeterRegistry meters,
            Vertx vertx) {
        return new Runs(
                new PlanRun(open),
                new Run.Tools(
                        config,
                        publisher,
                        lookBack,
                        envelope,
                        worker,
                        clock,
                        markdown.allowedImageHosts()),
                () -> onContextOf(vertx),
                meters);
    }

    @Produces
    @Singleton
    RehearseRun rehearseRun(
            RunConfig config,
            MarkdownConfig markdown,
            Envelope envelope,
            WorkerId worker,
            Clock clock,
            Vertx vertx) {
        NoLog nowhere = new NoLog();
        return new RehearseRun(
                new Run.Tools(
                        config,
                        nowhere,
                        nowhere,
                        envelope,
                        worker,
                        clock,
                        markdown.allowedImageHosts()),
                () -> onContextOf(vertx));
    }

    /**
     * A context for each run, spread over the event loops. {@code getOrCreateContext} returns the
     * same context for every call from a thread that is not Vert.x', so all runs would share one
     * loop.
     */
    private static Executor onContextOf(Vertx vertx) {
        Context context = ((VertxInternal) vertx).createEventLoopContext();
        return task -> context.runOnContext(_ -> task.run());
    }
}
