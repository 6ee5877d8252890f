package dev.holdfast.played.server;

import java.util.Map;

/**
 * An answer that is an error.
 *
 * @param stream whether the body is a stream of events, for vendors that refuse in a 200
 */
record Refusal(int status, Map<String, String> headers, String body, boolean stream) {

    /** JSON, with {@code Retry-After} where seconds are given. */
    static Refusal json(
            int status, @org.jspecify.annotations.Nullable Long retryAfterSeconds, Object body) {
        return new Refusal(
                status,
                retryAfterSeconds == null
                        ? Map.of()
                        : Map.of("Retry-After", retryAfterSeconds.toString()),
                body.toString(),
                false);
    }
}
