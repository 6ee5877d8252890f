package dev.holdfast.worker.rehearsal;

import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.entry.WireName;
import dev.holdfast.worker.run.RehearseRun;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Rehearses once, on a thread of its own, one wire after the other. Whatever becomes of it, the
 * worker goes on: it is a courtesy to the first users and not a check.
 */
@ApplicationScoped
public class Rehearsal {
    private static final Logger LOG = Logger.getLogger(Rehearsal.class);

    /** From its beginning until nobody waits for it any more; seconds where the machine is idle. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Wires wires;
    private final RehearseRun run;
    private final Vertx vertx;
    private final CountDownLatch done = new CountDownLatch(1);

    Rehearsal(Wires wires, RehearseRun run, Vertx vertx) {
        this.wires = wires;
        this.run = run;
        this.vertx = vertx;
    }

    public void start() {
        Thread.ofPlatform().daemon().name("rehearsal").start(this::rehearse);
        vertx.setTimer(PATIENCE.toMillis(), _ -> done.countDown());
    }

    /** Open when all was rehearsed, or has taken long enough, or cannot be. */
    public CountDownLatch done() {
        return done;
    }

    private void rehearse() {
        long began = System.nanoTime();
        try {
            run.formulas();
            TlsGreeting.prepare();
            LoopbackProvider provider = await(LoopbackProvider.open(vertx).toCompletionStage());
            try {
                answers(wires.spokenWith(provider.address()));
            } finally {
                provider.close();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException | Error broken) {
            // Also what is a bug or a missing class: it would show in the first call all the same.
            LOG.warnf(broken, "rehearsal broken off, the first answers will begin late");
        } finally {
            done.countDown();
            LOG.infof(
                    "rehearsed millis=%d", Duration.ofNanos(System.nanoTime() - began).toMillis());
        }
    }

    private void answers(Map<WireName, Provider> providers)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (Map.Entry<WireName, Provider> each : providers.entrySet()) {
            String answer = await(run.with(each.getValue()));
            if (!answer.equals(CannedAnswer.TEXT)) {
                LOG.warnf("rehearsed in vain wire=%s length=%d", each.getKey(), answer.length());
            }
        }
    }

    private static <T> T await(CompletionStage<T> stage)
            throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
