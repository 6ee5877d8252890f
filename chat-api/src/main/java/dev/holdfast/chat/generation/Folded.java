package dev.holdfast.chat.generation;

import dev.holdfast.contracts.control.ControlNotice;
import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.GenerationEvent.Ended;
import dev.holdfast.contracts.log.HtmlPatch;
import dev.holdfast.contracts.log.Source;
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
 * @param dropsStored whether the pieces stored before are to go, before the new ones come
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
        List<Piece> pieces,
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
     * A part of the answer, merged from progress without anything between.
     *
     * @param offset of its first record
     */
    record Piece(
            long offset,
            int attempt,
            String text,
            String reasoning,
            List<HtmlPatch> html,
            List<Source> sources) {}
}
