package dev.holdfast.gateway.replay;

import dev.holdfast.contracts.log.Status;
import java.util.List;
import java.util.UUID;

/**
 * The state of one generation that was accepted and has not ended, at one position.
 *
 * @param attempt 0 while it is queued
 * @param html the HTML of each top-level block
 */
public record Snapshot(
        UUID generationId,
        UUID conversationId,
        UUID messageId,
        int attempt,
        Status status,
        String text,
        String reasoning,
        List<String> html) {}
