package dev.holdfast.stack.process;

/** How a program is asked to end. */
public enum StopSignal {
    TERM,
    /** PostgreSQL's "fast" shutdown: SIGTERM would wait for every client to leave. */
    INT
}
