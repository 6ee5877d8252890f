package dev.holdfast.gateway.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.contracts.log.Source;
import dev.holdfast.contracts.log.Status;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of one generation that was accepted and has not ended, at one position.
 *
 * @param attempt 0 while it is queued
 * @param run whose events count from here on; absent while it is queued
 * @param html the HTML of each top-level block
 * @param sources what the answer rests on so far
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Snapshot(
        UUID generationId,
        UUID conversationId,
        UUID messageId,
        int attempt,
        @Nullable String run,
        Status status,
        String text,
        String reasoning,
        List<String> html,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Source> sources) {}
