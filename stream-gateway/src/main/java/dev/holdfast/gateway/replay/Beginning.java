package dev.holdfast.gateway.replay;

/** Where a reader begins: the answer to a resume. */
public sealed interface Beginning {

    /** The offset of the next record it reads. */
    long offset();

    /** Nothing was asked for but what comes: the head, and the running generations there. */
    record AtHead(long offset, Snapshots snapshots) implements Beginning {}

    /** The cursor is honoured: everything after it follows. */
    record AtCursor(long offset) implements Beginning {}

    /** Continuity cannot be shown; the head. */
    record Reset(long offset, ResetReason reason) implements Beginning {}
}
