package dev.holdfast.chat.conversation;

import dev.holdfast.chat.database.Transactions;
import dev.holdfast.chat.database.Turns;
import dev.holdfast.chat.generation.StopGeneration;
import dev.holdfast.chat.identity.Call;
import dev.holdfast.chat.outbox.Outbox;
import dev.holdfast.chat.outbox.OutboxRecord;
import dev.holdfast.contracts.log.ConversationEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/**
 * Deletes a conversation with its messages. Its open generations are stopped first; their rows stay
 * until they have ended, for a run that is at work must be able to.
 */
@ApplicationScoped
public class DeleteConversation {
    private final Transactions transactions;
    private final Turns turns;
    private final Conversations conversations;
    private final StopGeneration stopGeneration;
    private final Outbox outbox;
    private final Clock clock;

    DeleteConversation(
            Transactions transactions,
            Turns turns,
            Conversations conversations,
            StopGeneration stopGeneration,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.turns = turns;
        this.conversations = conversations;
        this.stopGeneration = stopGeneration;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> delete(Call call, UUID id) {
        return transactions.withEntities(tx ->
                turns.take(tx, call.owner())
                        .chain(() -> conversations.get(call.owner(), id))
                        .call(() -> stopGeneration.stopAllOf(tx, call.owner(), id))
                        .call(conversations::delete)
                        .chain(gone -> outbox.store(tx, List.of(deleted(call, gone)))));
    }

    private OutboxRecord deleted(Call call, Conversation gone) {
        return OutboxRecord.event(
                        call.owner(),
                        new ConversationEvent.Deleted(gone.id(), clock.instant(), gone.view()))
                .tracedBy(call.traceparent());
    }
}
