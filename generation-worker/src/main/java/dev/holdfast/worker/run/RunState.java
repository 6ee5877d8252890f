package dev.holdfast.worker.run;

import dev.holdfast.worker.provider.ProviderStream;

/**
 * Where a run stands. Which state may follow which:
 *
 * <pre>
 *              ┌────────────────── stop, refused ─────────────────┐
 *              │                                                  ▼
 *   Claiming ──┴─claimed──▶ Calling ──first word──▶ Streaming ──▶ Ending ──written──▶ Ended
 *              │               │                       │  end, stop, limit              ▲
 *              └──── drain ────┴──────▶ HandingOver ◀──┘                                │
 *                                            └────────── written ───────────────────────┤
 *   any state ──────────────────────────── superseded ──────────────────────────────────┘
 * </pre>
 */
sealed interface RunState {

    /** {@code generation.started} is on its way to the log; nothing is called before it stands. */
    record Claiming(Then then) implements RunState {
        /** What is to be done once the claim stands. */
        enum Then {
            CALL,
            STOP,
            HAND_OVER
        }
    }

    /** The provider has been called and said nothing. */
    record Calling(ProviderStream stream) implements RunState {}

    /** It writes. */
    record Streaming(ProviderStream stream) implements RunState {}

    /**
     * Nothing more will come; the terminal event follows whatever is on its way.
     *
     * @param end which of the three ends
     */
    record Ending(End end) implements RunState {}

    /**
     * The next attempt is being asked for, with the text that the log has; the provider is cut off
     * when the request stands.
     */
    record HandingOver(ProviderStream stream) implements RunState {}

    /** Nothing follows. */
    record Ended(Outcome outcome) implements RunState {}

    /** What became of a run. */
    enum Outcome {
        COMPLETED,
        FAILED,
        STOPPED,
        /** Another run, a later attempt or an end stands in the log. */
        SUPERSEDED,
        HANDED_OVER,
        /** A bug; the lease has to do the rest. */
        BROKEN
    }
}
