package dev.holdfast.chat.message;

import dev.holdfast.chat.generation.Generation;
import java.util.Optional;

/**
 * One look at how far the projection is, for somebody who waits for it.
 *
 * @param position the offset in the log before which everything is stored
 * @param hasEnded whether the generation that is waited for has ended
 * @param isStopping whether its user wants it to end: an end that the log does not have yet is on
 *     its way
 */
record Sight(long position, boolean hasEnded, boolean isStopping) {

    enum Verdict {
        CAUGHT_UP,
        BEHIND,
        LOOK_AGAIN
    }

    /**
     * @param generation nothing if only the position is waited for
     */
    static Sight of(long position, Optional<Generation> generation) {
        return new Sight(
                position,
                generation.filter(found -> !found.isOpen()).isPresent(),
                generation.filter(found -> found.stopRequestedAt() != null).isPresent());
    }

    /**
     * @param end of the log, as it was when the waiting began
     * @param isLate whether this was the last look
     */
    Verdict verdict(long end, boolean isLate) {
        boolean isThere = position >= end;
        if (hasEnded || (isThere && (isLate || !isStopping))) {
            return Verdict.CAUGHT_UP;
        }
        return isLate ? Verdict.BEHIND : Verdict.LOOK_AGAIN;
    }
}
