package dev.holdfast.benchmark;

import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.ConcurrentHistogram;

/** Times of one kind, in microseconds, to three digits. Thread-safe. */
final class Spread {
    private static final long LONGEST = Duration.ofMinutes(2).toNanos() / 1_000;

    private final ConcurrentHistogram micros = new ConcurrentHistogram(LONGEST, 3);

    void add(long elapsedMicros) {
        micros.recordValue(Math.clamp(elapsedMicros, 0, LONGEST));
    }

    long count() {
        return micros.getTotalCount();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %7.1f ms   p99 %7.1f ms   max %7.1f ms   (n=%d)",
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3,
                micros.getTotalCount());
    }
}
