package dev.holdfast.chaos.user;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that was accepted.
 *
 * @param parent the reply that it answers; null at the root
 * @param prompt its text, unlike any other's of the run
 */
public record Sent(
        String user,
        UUID conversation,
        UUID message,
        @Nullable UUID parent,
        String prompt,
        UUID generation,
        UUID reply,
        Instant at) {}
