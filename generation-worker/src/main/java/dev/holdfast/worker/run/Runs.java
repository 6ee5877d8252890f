package dev.holdfast.worker.run;

import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.worker.run.RunState.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The runs of this worker: begins them while there is room, and finds them for whoever has a word
 * to say. {@link #begin} and {@link #hasRoom} belong to the one thread that takes requests; the
 * rest may be called from any.
 */
public final class Runs {
    private static final Logger LOG = Logger.getLogger(Runs.class);

    /** A queue redelivers within seconds or minutes; so many requests back is long ago. */
    private static final int REMEMBERED = 10_000;

    private final Map<Job.Key, Run> running = new ConcurrentHashMap<>();
    private final SequencedSet<Job.Key> begun = new LinkedHashSet<>();
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private final Semaphore places;
    private final PlanRun planRun;
    private final Run.Tools tools;
    private final Supplier<Executor> contexts;
    private final MeterRegistry meters;
    private volatile boolean closing;

    Runs(PlanRun planRun, Run.Tools tools, Supplier<Executor> contexts, MeterRegistry meters) {
        this.places = new Semaphore(tools.config().capacity());
        this.planRun = planRun;
        this.tools = tools;
        this.contexts = contexts;
        this.meters = meters;
        meters.gaugeMapSize("holdfast.worker.running", List.of(), running);
    }

    /**
     * Waits until so many more may begin.
     *
     * @return false if that took longer than {@code patience}
     */
    public boolean hasRoom(int more, Duration patience) throws InterruptedException {
        boolean room = places.tryAcquire(more, patience.toMillis(), TimeUnit.MILLISECONDS);
        if (room) {
            places.release(more);
        }
        return room;
    }

    /**
     * Begins a run, which is found from the first moment on: a word to it may arrive while it
     * claims.
     *
     * @param mayRepeat whether the request may have been delivered to a worker before
     * @return completes when the request is no longer needed, fails if the run never began; that of
     *     the run that there is, if this attempt runs here already, and empty if it ran here
     */
    public Optional<CompletionStage<Void>> begin(
            GenerationRequested request, @Nullable String traceparent, boolean mayRepeat) {
        Job job = Job.of(request, UUID.randomUUID().toString(), traceparent, mayRepeat);
        if (!remember(job.key())) {
            return Optional.ofNullable(running.get(job.key())).map(Run::claimed);
        }
        Run run = new Run(job, request, planRun.of(request), tools, contexts.get(), this::ended);
        running.put(job.key(), run);
        places.acquireUninterruptibly();
        return Optional.of(run.begin());
    }

    private boolean remember(Job.Key key) {
        if (begun.size() >= REMEMBERED) {
            begun.removeFirst();
        }
        return begun.add(key);
    }

    /** For a run that never began: its request comes again, perhaps to us. */
    public void forget(GenerationRequested request) {
        begun.remove(new Job.Key(request.generationId(), request.attempt()));
    }

    private void ended(Run run, Outcome outcome) {
        LOG.infof("run ended %s outcome=%s length=%d", run.job(), outcome, run.length());
        running.remove(run.job().key());
        places.release();
        meters.counter(
                        "holdfast.runs",
                        "outcome",
                        outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .increment();
        completeIfIdle();
    }

    /** To every attempt of it: the user means the generation. */
    public void stop(UUID generationId) {
        running.forEach((key, run) -> {
            if (key.generationId().equals(generationId)) {
                run.stop();
            }
        });
    }

    /**
     * @param runId the run that lost; null if its writer knew only the attempt
     */
    public void superseded(UUID generationId, int attempt, @Nullable String runId) {
        Run run = running.get(new Job.Key(generationId, attempt));
        if (run != null && (runId == null || runId.equals(run.job().runId()))) {
            run.superseded();
        }
    }

    public void tick() {
        running.values().forEach(Run::tick);
    }

    public void releaseAll() {
        running.values().forEach(Run::release);
    }

    public int count() {
        return running.size();
    }

    /**
     * Completes when nothing runs. Only for whoever has seen to it that nothing begins any more.
     */
    public CompletableFuture<Void> whenIdle() {
        closing = true;
        completeIfIdle();
        return idle;
    }

    private void completeIfIdle() {
        if (closing && running.isEmpty()) {
            idle.complete(null);
        }
    }
}
