package dev.holdfast.chat.history;

import dev.holdfast.contracts.log.ConversationView;
import dev.holdfast.contracts.log.GenerationSnapshot;
import dev.holdfast.contracts.log.MessageView;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A conversation at one position of the log.
 *
 * @param messages oldest first; the tree is in their parentId
 * @param generations those that are queued or running, with what there is of their answers
 * @param cursor what to resume the stream with, so that nothing is missed
 */
public record History(
        ConversationView conversation,
        List<MessageView> messages,
        List<GenerationSnapshot> generations,
        @Schema(description = "Opaque; the stream goes on from here") String cursor) {}
