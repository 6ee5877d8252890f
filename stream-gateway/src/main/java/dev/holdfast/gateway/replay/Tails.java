package dev.holdfast.gateway.replay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The tails of all partitions that are read, within one budget of memory: what was read first is
 * forgotten first. Confined to the one thread that reads the log, but for {@link #bytes}.
 */
public final class Tails {
    private record Kept(Tail tail, int cost) {}

    private final long budget;
    private final int longestAnswer;

    /** Everything kept in all tails, in the order of reading. */
    private final Deque<Kept> order = new ArrayDeque<>();

    private final Set<Tail> open = new HashSet<>();
    private volatile long bytes;
    private volatile long evicted;

    /**
     * @param budget bytes of heap for all tails together
     * @param longestAnswer UTF-16 code units; of a longer answer there is no snapshot
     */
    public Tails(long budget, int longestAnswer) {
        this.budget = budget;
        this.longestAnswer = longestAnswer;
    }

    public Tail open(UUID topicId, int partition, long start) {
        Tail tail = new Tail(topicId, partition, start, longestAnswer);
        open.add(tail);
        return tail;
    }

    /**
     * Takes in what was read of one partition, wakes its readers, and keeps to the budget.
     *
     * @param newEnd the offset after everything read, readable or not
     */
    // One thread writes; others only look.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void append(Tail tail, List<LogRecord> records, long newEnd) {
        for (int cost : tail.append(records, newEnd)) {
            order.add(new Kept(tail, cost));
            bytes += cost;
        }
        while (bytes > budget) {
            evictOldest();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void evictOldest() {
        Kept oldest = order.remove();
        bytes -= oldest.cost();
        evicted++;
        oldest.tail().evictOldest();
    }

    /** Forgets a tail; its readers are told. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void drop(Tail tail) {
        if (!open.remove(tail)) {
            return;
        }
        order.removeIf(kept -> {
            if (kept.tail() == tail) {
                bytes -= kept.cost();
                return true;
            }
            return false;
        });
        tail.retire();
    }

    /** Bytes of heap that are kept now, roughly. */
    public long bytes() {
        return bytes;
    }

    /** Events that were forgotten to keep to the budget, since the start. */
    public long evicted() {
        return evicted;
    }
}
