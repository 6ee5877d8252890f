package dev.holdfast.chaos.fault;

/** What may happen to a process or to a link. */
public enum FaultKind {
    /** SIGKILL; started again as an orchestrator does. */
    KILL,
    /** SIGTERM with patience; started again as an orchestrator does. */
    TERMINATE,
    /** SIGSTOP, and SIGCONT after a while. */
    FREEZE,
    /** Every connection is reset. */
    CUT,
    /** Every connection is reset, and none is taken for a while. */
    REFUSE,
    /** Connections stay, and carry nothing for a while. */
    STALL
}
