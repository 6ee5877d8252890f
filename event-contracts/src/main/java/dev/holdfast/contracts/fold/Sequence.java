package dev.holdfast.contracts.fold;

import org.jspecify.annotations.Nullable;

/**
 * How far a reader has come in one user's numbered events: whatever chat-api writes to the log may
 * be written again after later events, and is then to be dropped. Immutable.
 *
 * <p>One number is enough, since numbers rise in the order of the log: what is not above the
 * highest one was there before. A set of ids was rejected, since it grows, or forgets.
 *
 * @param highest the highest number that was counted; 0 before the first
 */
public record Sequence(long highest) {

    /** Before any event. */
    public static final Sequence NONE = new Sequence(0);

    /**
     * @param number of an event of this user, whatever its type; null where it carries none, and is
     *     not for this rule to judge
     * @return whether the event was there before
     */
    public boolean isRepeat(@Nullable Long number) {
        return number != null && number <= highest;
    }

    /** Behind an event that was not a repeat. */
    public Sequence after(@Nullable Long number) {
        return number == null || number <= highest ? this : new Sequence(number);
    }
}
