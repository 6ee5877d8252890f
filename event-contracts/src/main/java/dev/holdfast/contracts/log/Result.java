package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.contracts.content.Content;
import org.jspecify.annotations.Nullable;

/**
 * What came of a generation, however it ended: an answer that was stopped or failed costs money
 * too.
 *
 * @param content all that there is of the answer
 * @param usage what the provider counted; null where it did not say
 * @param finishReason why the provider ended the answer; null where it did not end it
 * @param timing null where no provider was called
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Result(
        Content content,
        @Nullable Usage usage,
        @Nullable FinishReason finishReason,
        @Nullable Timing timing) {

    public Result {
        content = content == null ? Content.EMPTY : content;
    }

    /** Of a generation that no run has worked on to its end. */
    public static Result of(Content content) {
        return new Result(content, null, null, null);
    }
}
