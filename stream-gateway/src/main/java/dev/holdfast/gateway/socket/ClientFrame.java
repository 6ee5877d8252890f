package dev.holdfast.gateway.socket;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.gateway.replay.Watched;
import org.jspecify.annotations.Nullable;

/** What a client says, or what is wrong with it. */
sealed interface ClientFrame {

    /**
     * @param cursor null: from the head on
     */
    record Resume(@Nullable String cursor, Watched watched) implements ClientFrame {}

    record Watch(Watched watched) implements ClientFrame {}

    record Ping() implements ClientFrame {}

    /** It cannot be followed. */
    record Refused(Problem problem) implements ClientFrame {}
}
