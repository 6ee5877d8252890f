package dev.holdfast.chat.generation;

import dev.holdfast.contracts.content.Citation;
import dev.holdfast.contracts.content.Piece;
import dev.holdfast.contracts.control.ControlNotice;
import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.GenerationEvent.Ended;
import dev.holdfast.contracts.log.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch makes of one generation.
 *
 * @param partition the partition of the log that tells of it
 * @param heard whether any event counted
 * @param gap whether its log has a hole
 * @param gapIsNew whether this batch found it
 * @param dropsStored whether what was stored before is to go, before the new comes
 * @param stretches by how much the answer grew, in the log's order
 * @param ended its end, if it came
 * @param notices to its workers
 */
record Folded(
        Before before,
        int partition,
        Standing standing,
        @Nullable String worker,
        boolean heard,
        boolean gap,
        boolean gapIsNew,
        boolean dropsStored,
        List<Stretch> stretches,
        @Nullable Ended ended,
        List<ControlNotice> notices) {

    /** Whether the row is to be written at all. */
    boolean isAny() {
        return heard || gapIsNew;
    }

    /** Whether its run was released, and nobody has begun the next attempt. */
    boolean isReleased() {
        return worker == null && standing.status() == Status.RUNNING;
    }

    /** Whether it has another status than before. */
    boolean isMoved() {
        return standing.status() != before.standing().status();
    }

    Moved moved() {
        return new Moved(before.id(), before.owner(), before.messageId(), standing.status(), ended);
    }

    /**
     * What is stored in one row: merged from progress without anything between.
     *
     * @param offset of its first record
     */
    record Stretch(long offset, int attempt, List<Piece> pieces, List<Citation> citations) {}
}
