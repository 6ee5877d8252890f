package dev.holdfast.worker.run;

import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.worker.claim.Verdict;
import dev.holdfast.worker.provider.ProviderStream;
import java.util.concurrent.CompletableFuture;

/**
 * Where a run stands. Which state may follow which:
 *
 * <pre>
 *      ┌─ stop, refused ─┬──────────── stop ───────────────────────────────┐
 *      │                 │                                                 ▼
 *   Claiming ─stands─▶ LookingBack ─counts─▶ Calling ─first word─▶ Streaming ─▶ Ending ─written─▶ Ended
 *      │                 │  │                  │                      │  end, stop, limit        ▲
 *      └───── drain ─────┴──│──────────────────┴───▶ Releasing ◀──────┘                          │
 *                           │                            └──────────── written ──────────────────┤
 *                           └── lost ────────────────────────────────────────────────────────────┤
 *   any state ─────────────────────────────── superseded ────────────────────────────────────────┘
 * </pre>
 *
 * <p>The prompt is in {@link Claiming} and {@link LookingBack} alone; from {@link Calling} on the
 * call itself has it, until its first word.
 */
sealed interface RunState {

    /** {@code generation.started} is on its way to the log; nothing is called before it stands. */
    record Claiming(Then then) implements RunState {}

    /**
     * It stands; the log is asked whether it counts. Nothing is paid before that is known, and
     * nothing said: where the log cannot be read for as long as a lease, another worker is to try.
     */
    record LookingBack(CompletableFuture<Verdict> verdict, Plan plan) implements RunState {}

    /** What is to be done once the claim stands. */
    sealed interface Then {
        record Call(GenerationRequested request, Plan plan) implements Then {

            /** Prompts are in no log. */
            @Override
            public String toString() {
                return "Call";
            }
        }

        record Stop() implements Then {}

        record Release() implements Then {}
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
     * The log is being told that this run goes no further; the provider is cut off when that
     * stands.
     */
    record Releasing(ProviderStream stream) implements RunState {}

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
