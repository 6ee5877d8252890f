package dev.holdfast.contracts.life;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts what went wrong of late. Not thread-safe. */
final class Mistakes {
    private final int limit;
    private final long withinNanos;

    /** When, oldest first; never more than the limit. */
    private final Deque<Long> of = new ArrayDeque<>();

    Mistakes(int limit, Duration within) {
        this.limit = limit;
        this.withinNanos = within.toNanos();
    }

    /**
     * @return whether this is one too many
     */
    boolean another(long now) {
        while (!of.isEmpty() && now - of.getFirst() > withinNanos) {
            of.removeFirst();
        }
        of.addLast(now);
        return of.size() >= limit;
    }
}
