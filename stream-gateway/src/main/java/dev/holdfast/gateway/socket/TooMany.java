package dev.holdfast.gateway.socket;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;

/** The answer to one connection too many, on both edges. */
final class TooMany {
    static final Problem CONNECTIONS =
            ProblemType.TOO_MANY_CONNECTIONS
                    .because("Close another one of your connections first.")
                    .retryAfter(30);

    private TooMany() {}
}
