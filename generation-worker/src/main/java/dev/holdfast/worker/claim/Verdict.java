package dev.holdfast.worker.claim;

import dev.holdfast.contracts.log.Position;

/** What became of a claim. */
public sealed interface Verdict {

    /**
     * It is the one that counts.
     *
     * @param position where it stands
     */
    record Counts(Position position) implements Verdict {}

    /** Before it stands another run's claim, one of a later attempt, or an end. */
    record Lost() implements Verdict {}
}
