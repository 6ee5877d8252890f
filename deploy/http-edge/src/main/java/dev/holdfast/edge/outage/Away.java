package dev.holdfast.edge.outage;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;

/**
 * Something that a service depends on did not answer. Has no stack trace and is not to be logged:
 * its {@link Outage} has said it.
 */
public final class Away extends RuntimeException {
    private static final long RETRY_AFTER_SECONDS = 2;

    private final String dependency;

    Away(String dependency) {
        super(dependency + " is away", null, false, false);
        this.dependency = dependency;
    }

    public Problem problem() {
        return ProblemType.SERVICE_UNAVAILABLE
                .because(
                        "Nothing is wrong with the request, but "
                                + dependency
                                + " cannot be reached; try again in a moment.")
                .retryAfter(RETRY_AFTER_SECONDS);
    }
}
