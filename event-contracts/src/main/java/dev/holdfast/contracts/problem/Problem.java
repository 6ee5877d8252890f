package dev.holdfast.contracts.problem;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457), the same in an HTTP answer, in {@code generation.failed} and in an
 * {@code error} frame.
 *
 * @param type {@code urn:holdfast:problem:<slug>}
 * @param slug the stable name, see {@link ProblemType}
 * @param title the same for every occurrence
 * @param status HTTP status code
 * @param detail this occurrence, and what to do about it
 * @param field the request field at fault, as a JSON path without the leading {@code $.}
 * @param retryAfterSeconds when a new try makes sense
 * @param instance names this occurrence, for support
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String slug,
        String title,
        int status,
        String detail,
        @Nullable String field,
        @Nullable Long retryAfterSeconds,
        @Nullable String instance) {

    public static final String MEDIA_TYPE = "application/problem+json";
    private static final String URN = "urn:holdfast:problem:";

    static Problem of(ProblemType type, String detail) {
        return new Problem(
                URN + type.slug(),
                type.slug(),
                type.title(),
                type.status(),
                detail,
                null,
                null,
                null);
    }

    public Problem inField(String name) {
        return new Problem(type, slug, title, status, detail, name, retryAfterSeconds, instance);
    }

    public Problem retryAfter(long seconds) {
        return new Problem(type, slug, title, status, detail, field, seconds, instance);
    }

    public Problem at(String occurrence) {
        return new Problem(type, slug, title, status, detail, field, retryAfterSeconds, occurrence);
    }
}
