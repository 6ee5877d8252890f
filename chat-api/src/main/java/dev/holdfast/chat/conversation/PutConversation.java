package dev.holdfast.chat.conversation;

import dev.holdfast.chat.database.Turns;
import dev.holdfast.chat.identity.Call;
import dev.holdfast.chat.outbox.Outbox;
import dev.holdfast.chat.outbox.OutboxRecord;
import dev.holdfast.contracts.log.ConversationEvent;
import dev.holdfast.contracts.log.ConversationView;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Makes a conversation or changes it; a repeat changes nothing and says nothing to the log. */
@ApplicationScoped
public class PutConversation {
    private final Turns turns;
    private final Conversations conversations;
    private final Outbox outbox;
    private final Clock clock;

    PutConversation(Turns turns, Conversations conversations, Outbox outbox, Clock clock) {
        this.turns = turns;
        this.conversations = conversations;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * @param made whether this call made it
     */
    record Put(ConversationView conversation, boolean made) {}

    @WithTransaction
    Uni<Put> put(Call call, UUID id, ConversationChange change) {
        return turns.take(call.owner())
                .chain(() -> conversations.find(call.owner(), id))
                .chain(present ->
                        present == null ? make(call, id, change) : update(call, present, change));
    }

    private Uni<Put> make(Call call, UUID id, ConversationChange change) {
        Instant now = clock.instant();
        Conversation conversation = Conversation.begin(call.owner(), id, now);
        conversation.apply(change);
        ConversationView view = conversation.view();
        return conversations
                .persist(conversation)
                .chain(() -> tell(call, new ConversationEvent.Created(id, now, view)))
                .replaceWith(new Put(view, true));
    }

    private Uni<Put> update(Call call, Conversation present, ConversationChange change) {
        ConversationView before = present.view();
        present.apply(change);
        if (present.view().equals(before)) {
            return Uni.createFrom().item(new Put(before, false));
        }
        Instant now = clock.instant();
        present.touch(now);
        ConversationView view = present.view();
        return tell(call, new ConversationEvent.Updated(view.id(), now, view))
                .replaceWith(new Put(view, false));
    }

    private Uni<Void> tell(Call call, ConversationEvent event) {
        return outbox.store(
                List.of(OutboxRecord.event(call.owner(), event).tracedBy(call.traceparent())));
    }
}
