package dev.holdfast.worker.claim;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One look at a stretch of one partition. Confined to the thread that reads, but for its answer.
 */
final class Look<T> {
    private final int partition;
    private final long end;
    private final Finding<T> finding;
    private final CompletableFuture<T> answer;

    /** Offset of the next record that it wants; never rolls backwards. */
    private long next;

    /** Bytes that it may still read. */
    private long room;

    /**
     * @param from offset of the first record
     * @param end offset of the first record that is of no interest
     * @param room bytes
     */
    Look(
            int partition,
            long from,
            long end,
            long room,
            Finding<T> finding,
            CompletableFuture<T> answer) {
        this.partition = partition;
        this.next = from;
        this.end = end;
        this.room = room;
        this.finding = finding;
        this.answer = answer;
        reached(from);
    }

    int partition() {
        return partition;
    }

    long next() {
        return next;
    }

    /** Whether anybody still waits for it. */
    boolean isOpen() {
        return !answer.isDone();
    }

    /** Takes in a record; one that was taken before, or lies outside, changes nothing. */
    void take(long offset, @Nullable String type, byte @Nullable [] body) {
        if (offset < next || offset >= end || !isOpen()) {
            return;
        }
        next = offset + 1;
        if (body != null) {
            room -= body.length;
            Optional<T> found = finding.after(type, body);
            if (found.isPresent()) {
                answer.complete(found.get());
                return;
            }
        }
        if (room <= 0) {
            giveUp();
        }
        reached(next);
    }

    /** Nothing that it wants lies before this offset any more. */
    void reached(long offset) {
        next = Math.max(next, offset);
        if (next >= end) {
            answer.complete(finding.atEnd());
        }
    }

    /** What has not been read is taken for silent. */
    void giveUp() {
        answer.complete(finding.atEnd());
    }
}
