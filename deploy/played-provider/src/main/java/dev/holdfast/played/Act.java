package dev.holdfast.played;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the provider does in a call. Sizes are in Unicode code points, paces in chunks per
 * second; a pace of 0 means at once.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "act")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Act.Open.class, name = "open"),
    @JsonSubTypes.Type(value = Act.Pause.class, name = "pause"),
    @JsonSubTypes.Type(value = Act.Reason.class, name = "reason"),
    @JsonSubTypes.Type(value = Act.Say.class, name = "say"),
    @JsonSubTypes.Type(value = Act.Cite.class, name = "cite"),
    @JsonSubTypes.Type(value = Act.Stamp.class, name = "stamp"),
    @JsonSubTypes.Type(value = Act.Raw.class, name = "raw"),
    @JsonSubTypes.Type(value = Act.Whole.class, name = "whole"),
    @JsonSubTypes.Type(value = Act.Refuse.class, name = "refuse"),
    @JsonSubTypes.Type(value = Act.Break.class, name = "break"),
    @JsonSubTypes.Type(value = Act.Reset.class, name = "reset"),
    @JsonSubTypes.Type(value = Act.Silence.class, name = "silence"),
    @JsonSubTypes.Type(value = Act.Finish.class, name = "finish"),
})
public sealed interface Act {
    /** Sends the response's head and nothing more; otherwise the first chunk brings it along. */
    record Open() implements Act {}

    record Pause(long millis) implements Act {
        static Pause of(Duration length) {
            return new Pause(length.toMillis());
        }
    }

    /**
     * @param field {@code reasoning_content} or {@code reasoning}: providers differ
     */
    record Reason(String text, int chunkSize, double perSecond, String field) implements Act {}

    record Say(String text, int chunkSize, double perSecond) implements Act {}

    /**
     * Names a page as a source, in the vendor's own way. A vendor that numbers its sources numbers
     * them in the order of these acts.
     *
     * @param title null for none
     * @param said the end of what was said so far that rests on it; empty where that is not told
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Cite(String url, @Nullable String title, String said) implements Act {}

    /** Chunks of {@code t=<epoch microseconds>;}, each stamped when it is sent. */
    record Stamp(int chunks, double perSecond) implements Act {}

    /** Bytes of the event stream as they stand: a comment, an event of another kind, garbage. */
    record Raw(String text) implements Act {}

    /**
     * Answers with these bytes instead of a stream, as servers do that get a head wrong; only
     * sensible as the first act.
     *
     * @param contentType null for none
     * @param gzip whether the body is compressed, and says so
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Whole(int status, @Nullable String contentType, boolean gzip, String body)
            implements Act {}

    /**
     * Answers with an error instead of a stream; only sensible as the first act.
     *
     * @param code the error's {@code code}, where it has one
     * @param retryAfterSeconds the {@code Retry-After} header
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Refuse(
            int status,
            String type,
            @Nullable String code,
            String message,
            @Nullable Long retryAfterSeconds)
            implements Act {}

    /** An {@code {"error": …}} inside the stream, which then ends without {@code [DONE]}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Break(String type, @Nullable String code, String message) implements Act {}

    /** A TCP reset. */
    record Reset() implements Act {}

    /** Nothing more, until the caller leaves. */
    record Silence() implements Act {}

    /** The chunk with the finish reason, the usage where it was asked for, and {@code [DONE]}. */
    record Finish(String reason) implements Act {}
}
