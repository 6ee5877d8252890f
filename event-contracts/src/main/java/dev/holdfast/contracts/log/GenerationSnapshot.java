package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.contracts.content.Content;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of one generation that was accepted and has not ended, at one position of the log; the
 * same in the stream and in REST.
 *
 * @param attempt 0 while it is queued
 * @param run whose events count from here on; absent while it is queued
 * @param content what there is of the answer
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GenerationSnapshot(
        UUID generationId,
        UUID conversationId,
        UUID messageId,
        int attempt,
        @Nullable String run,
        Status status,
        Content content) {

    public GenerationSnapshot {
        content = content == null ? Content.EMPTY : content;
    }
}
