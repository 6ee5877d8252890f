package dev.holdfast.chat.history;

import dev.holdfast.chat.conversation.Conversation;
import dev.holdfast.chat.conversation.Conversations;
import dev.holdfast.chat.database.Transactions;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.generation.RunningGenerations;
import dev.holdfast.chat.message.Messages;
import dev.holdfast.chat.projection.Positions;
import dev.holdfast.contracts.log.Cursor;
import dev.holdfast.contracts.log.GenerationSnapshot;
import dev.holdfast.contracts.log.MessageView;
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
    private final Transactions transactions;

    ReadHistory(
            Conversations conversations,
            Messages messages,
            RunningGenerations runningGenerations,
            Positions positions,
            Transactions transactions) {
        this.conversations = conversations;
        this.messages = messages;
        this.runningGenerations = runningGenerations;
        this.positions = positions;
        this.transactions = transactions;
    }

    Uni<History> read(String owner, UUID id) {
        return transactions.withEntities(tx ->
                positions
                        .holdStill(tx)
                        .chain(() -> conversations.get(owner, id))
                        .chain(conversation -> withMessages(tx, owner, conversation)));
    }

    private Uni<History> withMessages(Tx tx, String owner, Conversation conversation) {
        return messages.listViews(tx, owner, conversation.id())
                .chain(said -> withGenerations(tx, owner, conversation, said));
    }

    private Uni<History> withGenerations(
            Tx tx, String owner, Conversation conversation, List<MessageView> said) {
        return runningGenerations
                .list(tx, owner, conversation.id())
                .chain(running -> withCursor(tx, owner, conversation, said, running));
    }

    private Uni<History> withCursor(
            Tx tx,
            String owner,
            Conversation conversation,
            List<MessageView> said,
            List<GenerationSnapshot> running) {
        return positions
                .read(tx, owner)
                .map(Cursor::text)
                .map(cursor -> new History(conversation.view(), said, running, cursor));
    }
}
