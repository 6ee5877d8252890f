package dev.holdfast.worker.drain;

import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Vital;
import dev.holdfast.edge.life.LifeConfig;
import dev.holdfast.worker.catalog.AdvertiseProviders;
import dev.holdfast.worker.claim.KafkaLookBack;
import dev.holdfast.worker.control.ControlConsumer;
import dev.holdfast.worker.rehearsal.Rehearsal;
import dev.holdfast.worker.request.RequestConsumer;
import dev.holdfast.worker.run.RunConfig;
import dev.holdfast.worker.run.Runs;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Starts the worker, and drains it on SIGTERM: takes no more requests, lets the answers that are
 * being written finish for a while, then hands over those that are left. What cannot even be handed
 * over, because the broker is away, is found by its lease.
 *
 * <p>Runs on the thread that shuts the process down, which waits for it; producers and timers live
 * until it returns.
 */
@ApplicationScoped
class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    /** A third of the silence after which chat-api takes a worker for dead. */
    private static final Duration BETWEEN_OFFERS = Duration.ofSeconds(15);

    private final RunConfig config;
    private final ControlConsumer control;
    private final KafkaLookBack lookBack;
    private final RequestConsumer requests;
    private final Rehearsal rehearsal;
    private final AdvertiseProviders advertise;
    private final Runs runs;
    private final Life life;
    private final LifeConfig limits;
    private final Vertx vertx;

    Drain(
            RunConfig config,
            ControlConsumer control,
            KafkaLookBack lookBack,
            RequestConsumer requests,
            Rehearsal rehearsal,
            AdvertiseProviders advertise,
            Runs runs,
            Life life,
            LifeConfig limits,
            Vertx vertx) {
        this.config = config;
        this.control = control;
        this.lookBack = lookBack;
        this.requests = requests;
        this.rehearsal = rehearsal;
        this.advertise = advertise;
        this.runs = runs;
        this.life = life;
        this.limits = limits;
        this.vertx = vertx;
    }

    /**
     * Control first: a stop must find a run from its first moment on. Nor is a request taken, and
     * the worker called ready, while it rehearses.
     */
    void begin(@Observes StartupEvent event) {
        control.start();
        lookBack.start();
        rehearsal.start();
        requests.start(control.listening(), rehearsal.done());
        advertise.all();
        every(TICK, "run ticks", runs::tick);
        every(TICK, "changed offers", advertise::changed);
        every(BETWEEN_OFFERS, "offers", advertise::all);
    }

    private void every(Duration pause, String name, Runnable task) {
        Vital vital = life.vital(name, pause.plus(limits.lateness()));
        vertx.setPeriodic(pause.toMillis(), _ -> vital.turn(task));
    }

    void end(@Observes @Priority(1) ShutdownEvent event) {
        LOG.infof("draining running=%d", runs.count());
        try {
            advertise.leave();
            requests.stop();
            CompletableFuture<Void> idle = runs.whenIdle();
            if (!comes(idle, config.drainTimeout())) {
                LOG.infof("handing over running=%d", runs.count());
                runs.releaseAll();
                if (!comes(idle, config.handOverTimeout())) {
                    LOG.warnf("left to their leases running=%d", runs.count());
                }
            }
            lookBack.stop();
            control.stop();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        LOG.info("drained");
    }

    private static boolean comes(CompletableFuture<Void> idle, Duration patience)
            throws InterruptedException {
        try {
            idle.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
