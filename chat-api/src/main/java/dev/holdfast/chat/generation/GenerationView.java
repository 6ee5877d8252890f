package dev.holdfast.chat.generation;

import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.Status;
import java.time.Instant;
import java.util.UUID;

/** How a generation stands, as REST shows it. */
public record GenerationView(
        UUID id,
        UUID conversationId,
        UUID messageId,
        ModelRef model,
        Status status,
        int attempt,
        boolean stopRequested,
        Instant createdAt) {

    static GenerationView of(Generation generation) {
        return new GenerationView(
                generation.id(),
                generation.conversationId(),
                generation.messageId(),
                generation.model(),
                generation.standing().status(),
                generation.standing().attempt(),
                generation.stopRequestedAt() != null,
                generation.createdAt());
    }
}
