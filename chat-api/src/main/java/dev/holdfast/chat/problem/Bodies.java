package dev.holdfast.chat.problem;

import dev.holdfast.contracts.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Request bodies: JAX-RS gives null for an empty one and for the JSON literal null. */
public final class Bodies {
    private Bodies() {}

    public static <T> T present(@Nullable T body) {
        if (body == null) {
            throw new Refusal(
                    ProblemType.MALFORMED_REQUEST.because("Send one JSON object as the body."));
        }
        return body;
    }
}
