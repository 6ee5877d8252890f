package dev.holdfast.contracts.fold;

/** What {@link Standing#rule} says of one event. */
public sealed interface Ruling {

    /** The event counts; {@code next} is how the generation stands after it. */
    record Counts(Standing next) implements Ruling {}

    /** The event is not part of the generation: a reader behaves as if it were not in the log. */
    record Ignored(Reason reason) implements Ruling {}

    /**
     * The event follows text or reasoning that this reader does not have. The reader resumes or
     * reads the state anew; it never guesses.
     *
     * @param in what has the hole
     * @param expected the length of it that the reader has, in UTF-16 code units
     * @param found the length of it that the event follows
     */
    record Gap(Part in, int expected, int found) implements Ruling {}

    /** What of an answer is told in pieces that each have a place. */
    enum Part {
        TEXT,
        REASONING
    }

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
