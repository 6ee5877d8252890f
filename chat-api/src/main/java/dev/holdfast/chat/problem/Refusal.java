package dev.holdfast.chat.problem;

import dev.holdfast.contracts.problem.Problem;

/**
 * An expected failure on its way to the edge. The failure itself is data, the {@link Problem}; it
 * travels as an exception because that is what rolls the transaction back. It has no stack trace:
 * nobody is to look for a bug.
 */
public final class Refusal extends RuntimeException {
    private final transient Problem problem;

    public Refusal(Problem problem) {
        super(problem.slug(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
