package dev.holdfast.chat.history;

import dev.holdfast.chat.conversation.Conversation;
import dev.holdfast.chat.conversation.Conversations;
import dev.holdfast.chat.generation.RunningGeneration;
import dev.holdfast.chat.generation.RunningGenerations;
import dev.holdfast.chat.message.Messages;
import dev.holdfast.chat.projection.Positions;
import dev.holdfast.contracts.log.Cursor;
import dev.holdfast.contracts.log.MessageView;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * Reads a conversation in one snapshot. Were its parts read one after the other, a generation that
 * ends in between would be in none of them, and the cursor would stand behind its end.
 */
@ApplicationScoped
class ReadHistory {
    private final Conversations conversations;
    private final Messages messages;
    private final RunningGenerations runningGenerations;
    private final Positions positions;

    ReadHistory(
            Conversations conversations,
            Messages messages,
            RunningGenerations runningGenerations,
            Positions positions) {
        this.conversations = conversations;
        this.messages = messages;
        this.runningGenerations = runningGenerations;
        this.positions = positions;
    }

    @WithTransaction
    Uni<History> of(String owner, UUID id) {
        return positions
                .holdStill()
                .chain(() -> conversations.get(owner, id))
                .chain(conversation -> withMessages(owner, conversation));
    }

    private Uni<History> withMessages(String owner, Conversation conversation) {
        return messages.viewsOf(owner, conversation.id())
                .chain(said -> withGenerations(owner, conversation, said));
    }

    private Uni<History> withGenerations(
            String owner, Conversation conversation, List<MessageView> said) {
        return runningGenerations
                .of(owner, conversation.id())
                .chain(running -> withCursor(owner, conversation, said, running));
    }

    private Uni<History> withCursor(
            String owner,
            Conversation conversation,
            List<MessageView> said,
            List<RunningGeneration> running) {
        return positions
                .of(owner)
                .map(Cursor::text)
                .map(cursor -> new History(conversation.view(), said, running, cursor));
    }
}
