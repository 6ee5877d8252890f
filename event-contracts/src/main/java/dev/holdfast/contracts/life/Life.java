package dev.holdfast.contracts.life;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a service cannot do without, and whether the service can still go on. Judges; what
 * follows from it is {@link Watch}'s.
 *
 * <p>Thread-safe.
 */
public final class Life {
    private static final Duration BETWEEN_BEATS = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private final Limits limits;
    private final Reports reports;
    private final Map<String, Vital> vitals = new ConcurrentSkipListMap<>();
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Whether the service ends because it was asked to: its loops end now, and rightly so. */
    private volatile boolean stopping;

    /**
     * How often the same loop may make a mistake.
     *
     * @param mistakes so many within {@code within} end the process; what is away does not count
     */
    public record Limits(int mistakes, Duration within) {}

    /** Why the service cannot go on. */
    public record End(String loop, String reason, @Nullable Throwable cause) {

        /** One line: what ended the process must be found by a single look at its log. */
        public String line(int exitCode) {
            return "cannot go on, ending the process loop=\"%s\" reason=\"%s\" cause=\"%s\" exitCode=%d"
                    .formatted(loop, reason, cause == null ? "none" : cause, exitCode);
        }
    }

    /** Where a failure of a timer, after which the timer goes on, is written down. */
    @FunctionalInterface
    public interface Reports {
        void failed(String loop, Throwable failure);
    }

    /**
     * @param nanos a clock for measuring, as {@link System#nanoTime}
     */
    public Life(LongSupplier nanos, Limits limits, Reports reports) {
        this.nanos = nanos;
        this.limits = limits;
        this.reports = reports;
    }

    /**
     * From now on the service cannot do without it.
     *
     * @param name for logs and health; one that was named before is the same again
     * @param silence how long it may be silent, see {@link Vital#NEVER_TOO_LONG}
     */
    public Vital vital(String name, Duration silence) {
        Vital vital =
                vitals.computeIfAbsent(
                        name,
                        _ ->
                                new Vital(
                                        this,
                                        name,
                                        silence,
                                        new Mistakes(limits.mistakes(), limits.within())));
        vital.beat();
        return vital;
    }

    /** Only watched: a thread that a library made, by its whole name. */
    public void watchThread(Thread thread) {
        vital(thread.getName(), Vital.NEVER_TOO_LONG).follow(thread);
    }

    /** No longer needed, since whoever had it has closed it. */
    public void forget(Thread thread) {
        Vital vital = vitals.remove(thread.getName());
        if (vital != null) {
            vital.over();
        }
    }

    /** A loop that runs others' tasks, such as an event loop: asked each second to say a word. */
    public void watchLoop(ScheduledExecutorService loop, Duration silence) {
        loop.execute(() -> {
            Vital vital = vital(Thread.currentThread().getName(), silence);
            vital.follow(Thread.currentThread());
            var _ =
                    loop.scheduleAtFixedRate(
                            vital::beat,
                            BETWEEN_BEATS.toNanos(),
                            BETWEEN_BEATS.toNanos(),
                            TimeUnit.NANOSECONDS);
        });
    }

    /** Whatever fires the service's timers: asked each second to say a word, from any thread. */
    public void watchTimers(String name, ScheduledExecutorService timers, Duration silence) {
        var _ =
                timers.scheduleAtFixedRate(
                        vital(name, silence)::beat,
                        BETWEEN_BEATS.toNanos(),
                        BETWEEN_BEATS.toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    /**
     * A failure that nobody caught, or that nobody waits for.
     *
     * @param where for the log
     */
    public void uncaught(String where, Throwable failure) {
        if (Fault.of(failure) == Fault.FATAL) {
            end(new End(where, "uncaught", failure));
        }
    }

    /** The service was asked to end: whatever ends from now on ends by design. */
    public void stopping() {
        stopping = true;
    }

    void end(Vital vital, String reason, @Nullable Throwable cause) {
        end(new End(vital.name(), reason, cause));
    }

    void end(End why) {
        if (!stopping && end.compareAndSet(null, why)) {
            ended.countDown();
        }
    }

    void report(String loop, Throwable failure) {
        reports.failed(loop, failure);
    }

    /** Why it cannot go on; nothing while it can. */
    public Optional<End> ending() {
        return Optional.ofNullable(end.get());
    }

    /**
     * @return whether it cannot go on, after at most {@code patience}
     */
    boolean endsWithin(Duration patience) throws InterruptedException {
        return ended.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean isStopping() {
        return stopping;
    }

    long now() {
        return nanos.getAsLong();
    }

    /** By name, what is wrong: a thread that died, a loop that is silent for too long. */
    public Map<String, String> complaints() {
        Map<String, String> complaints = new LinkedHashMap<>();
        if (!stopping) {
            vitals.forEach((name, vital) ->
                    vital.complaint(now()).ifPresent(words -> complaints.put(name, words)));
        }
        return complaints;
    }

    /** By name, how each stands, in words for people. */
    public Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        vitals.forEach((name, vital) -> {
            if (!vital.isOver()) {
                states.put(name, vital.complaint(now()).orElseGet(() -> vital.state(now())));
            }
        });
        return states;
    }
}
