package dev.holdfast.gateway.replay;

import dev.holdfast.contracts.fold.Sequence;

/** Where a reader begins: the answer to a resume. */
public sealed interface Beginning {

    /** The offset of the next record it reads. */
    long offset();

    /** What it has had of the numbered events, and is not to get again. */
    Sequence had();

    /** Nothing was asked for but what comes: the head, and the running generations there. */
    record AtHead(long offset, Sequence had, Snapshots snapshots) implements Beginning {}

    /** The cursor is honoured: everything after it follows. */
    record AtCursor(long offset, Sequence had) implements Beginning {}

    /** Continuity cannot be shown; the head. */
    record Reset(long offset, Sequence had, ResetReason reason) implements Beginning {}
}
