package dev.holdfast.contracts.fold;

import dev.holdfast.contracts.content.Mark;

/** What {@link Standing#rule} says of one event. */
public sealed interface Ruling {

    /** The event counts; {@code next} is how the generation stands after it. */
    record Counts(Standing next) implements Ruling {}

    /** The event is not part of the generation: a reader behaves as if it were not in the log. */
    record Ignored(Reason reason) implements Ruling {}

    /**
     * The event follows something that this reader does not have. The reader resumes or reads the
     * state anew; it never guesses.
     *
     * @param expected where the reader stands
     * @param found where the event begins
     */
    record Gap(Mark expected, Mark found) implements Ruling {}

    /** Why an event does not count. */
    enum Reason {
        /** The generation has ended. */
        ENDED,
        /** It belongs to an attempt that was taken over. */
        EARLIER_ATTEMPT,
        /** It belongs to an attempt that nobody has begun. */
        UNCLAIMED_ATTEMPT,
        /** Another run was the first to begin this attempt. */
        OTHER_RUN,
        /** The record was written or read twice; what it brings is there already. */
        REPEATED
    }
}
