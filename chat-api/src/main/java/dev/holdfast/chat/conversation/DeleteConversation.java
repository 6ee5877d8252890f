package dev.holdfast.chat.conversation;

import dev.holdfast.chat.database.Turns;
import dev.holdfast.chat.generation.StopGeneration;
import dev.holdfast.chat.identity.Call;
import dev.holdfast.chat.outbox.Outbox;
import dev.holdfast.chat.outbox.OutboxRecord;
import dev.holdfast.contracts.log.ConversationEvent;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
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
    private final Turns turns;
    private final Conversations conversations;
    private final StopGeneration stopGeneration;
    private final Outbox outbox;
    private final Clock clock;

    DeleteConversation(
            Turns turns,
            Conversations conversations,
            StopGeneration stopGeneration,
            Outbox outbox,
            Clock clock) {
        this.turns = turns;
        this.conversations = conversations;
        this.stopGeneration = stopGeneration;
        this.outbox = outbox;
        this.clock = clock;
    }

    @WithTransaction
    Uni<Void> delete(Call call, UUID id) {
        return turns.take(call.owner())
                .chain(() -> conversations.get(call.owner(), id))
                .call(() -> stopGeneration.stopAllOf(call.owner(), id))
                .call(conversations::delete)
                .chain(gone -> outbox.store(List.of(deleted(call, gone))));
    }

    private OutboxRecord deleted(Call call, Conversation gone) {
        return OutboxRecord.event(
                        call.owner(),
                        new ConversationEvent.Deleted(gone.id(), clock.instant(), gone.view()))
                .tracedBy(call.traceparent());
    }
}
