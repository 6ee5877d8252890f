package dev.holdfast.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A number of streams at once, and what they cost the worker. */
final class WorkerLoad {
    private final QueueAndLog queue;
    private final ProcessFigures worker;
    private int threads;
    private long megabytes;

    WorkerLoad(QueueAndLog queue, ProcessFigures worker) {
        this.queue = queue;
        this.worker = worker;
    }

    /**
     * @return false if not every answer arrived whole
     */
    boolean run(String provider, String model, int streams, int tokens) throws Exception {
        int threadsBefore = worker.threads();
        Duration spentBefore = worker.spent();
        long begun = System.nanoTime();
        QueueAndLog.Ends ends = queue.run(provider, model, streams, this::most);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Duration spent = worker.spent().minus(spentBefore);
        long all = (long) streams * tokens;
        double seconds = spent.toMillis() / 1000.0;
        System.out.printf(
                "  %d streams of %d tokens in %.1f s: %d completed, %d open at once%n",
                streams, tokens, took.toMillis() / 1000.0, ends.completed(), ends.mostOpen());
        System.out.printf(
                "  threads: %d before, %d at most during; resident memory at most %d MB%n",
                threadsBefore, threads, megabytes);
        System.out.printf(
                "  %.0f tokens/s per core; %.1f µs of processor time per token (%.1f s in all)%n",
                all / seconds, seconds * 1e6 / all, seconds);
        return ends.completed() == streams && ends.stamps() == all;
    }

    /** Asked again and again while it runs. */
    private void most() {
        try {
            threads = Math.max(threads, worker.threads());
            megabytes = Math.max(megabytes, worker.residentMegabytes());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
