package dev.holdfast.chat.message;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.log.Status;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether another message is accepted, of one that is there.
 *
 * @param parentId null at the root
 * @param content what its user typed; null for an answer, whose words decide nothing
 * @param generationId what writes it, or wrote it; null for a user's
 */
record Message(
        UUID id,
        UUID conversationId,
        @Nullable UUID parentId,
        Role role,
        Status status,
        @Nullable Content content,
        @Nullable UUID generationId) {

    boolean isIn(UUID conversation) {
        return conversationId.equals(conversation);
    }

    /** What still writes this answer, as far as the log is projected. */
    Optional<UUID> openGeneration() {
        return Optional.ofNullable(status.isEnd() ? null : generationId);
    }
}
