package dev.holdfast.chat.conversation;

import dev.holdfast.chat.database.Transactions;
import dev.holdfast.chat.database.Turns;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.identity.Call;
import dev.holdfast.chat.outbox.Outbox;
import dev.holdfast.chat.outbox.OutboxRecord;
import dev.holdfast.contracts.log.ConversationEvent;
import dev.holdfast.contracts.log.ConversationView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Makes a conversation or changes it; a repeat changes nothing and says nothing to the log. */
@ApplicationScoped
public class PutConversation {
    private final Transactions transactions;
    private final Turns turns;
    private final Conversations conversations;
    private final Outbox outbox;
    private final Clock clock;

    PutConversation(
            Transactions transactions,
            Turns turns,
            Conversations conversations,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.turns = turns;
        this.conversations = conversations;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * @param made whether this call made it
     */
    record Put(ConversationView conversation, boolean made) {}

    Uni<Put> put(Call call, UUID id, ConversationChange change) {
        return transactions.withEntities(tx ->
                turns.take(tx, call.owner())
                        .chain(() -> conversations.find(call.owner(), id))
                        .chain(present ->
                                present == null
                                        ? make(tx, call, id, change)
                                        : update(tx, call, present, change)));
    }

    private Uni<Put> make(Tx tx, Call call, UUID id, ConversationChange change) {
        Instant now = clock.instant();
        Conversation conversation = Conversation.begin(call.owner(), id, now);
        conversation.apply(change);
        ConversationView view = conversation.view();
        return conversations
                .persist(conversation)
                .chain(() -> tell(tx, call, new ConversationEvent.Created(id, now, view)))
                .replaceWith(new Put(view, true));
    }

    private Uni<Put> update(Tx tx, Call call, Conversation present, ConversationChange change) {
        ConversationView before = present.view();
        present.apply(change);
        if (present.view().equals(before)) {
            return Uni.createFrom().item(new Put(before, false));
        }
        Instant now = clock.instant();
        present.touch(now);
        ConversationView view = present.view();
        return tell(tx, call, new ConversationEvent.Updated(view.id(), now, view))
                .replaceWith(new Put(view, false));
    }

    private Uni<Void> tell(Tx tx, Call call, ConversationEvent event) {
        return outbox.store(
                tx, List.of(OutboxRecord.event(call.owner(), event).tracedBy(call.traceparent())));
    }
}
