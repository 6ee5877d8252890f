package dev.holdfast.chat.message;

import dev.holdfast.chat.generation.Generation;
import dev.holdfast.contracts.log.MessageView;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.Status;
import java.time.Instant;
import java.util.UUID;

/**
 * What was accepted, as it was at that instant. A repeat of the request gets the very same answer,
 * whatever has become of the reply meanwhile: that, the stream tells.
 */
public record Accepted(MessageView message, MessageView reply, Queued generation) {

    /** The work that was accepted. */
    public record Queued(
            UUID id,
            UUID conversationId,
            UUID messageId,
            ModelRef model,
            Status status,
            Instant createdAt) {}

    static Accepted of(Generation generation, Draft draft) {
        return new Accepted(
                MessageView.ofUser(
                        draft.id(), draft.parentId(), draft.text(), generation.createdAt()),
                MessageView.awaiting(
                        generation.messageId(),
                        draft.id(),
                        generation.model(),
                        generation.id(),
                        generation.createdAt()),
                new Queued(
                        generation.id(),
                        generation.conversationId(),
                        generation.messageId(),
                        generation.model(),
                        Status.QUEUED,
                        generation.createdAt()));
    }
}
