package dev.holdfast.chat.message;

import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.generation.Generation;
import dev.holdfast.chat.generation.Requests;
import dev.holdfast.chat.identity.Call;
import dev.holdfast.chat.outbox.Outbox;
import dev.holdfast.chat.outbox.OutboxRecord;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.ConversationEvent;
import dev.holdfast.contracts.log.ConversationView;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.log.MessageAppended;
import dev.holdfast.contracts.request.GenerationRequested;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the log and the workers hear of an accepted message; within the transaction. */
@ApplicationScoped
class TellAccepted {
    private final Requests requests;
    private final Outbox outbox;

    TellAccepted(Requests requests, Outbox outbox) {
        this.requests = requests;
        this.outbox = outbox;
    }

    Uni<Void> tell(
            Tx tx,
            Call call,
            ConversationView conversation,
            Generation generation,
            Accepted accepted) {
        return requests.build(tx, generation, 1, Content.EMPTY)
                .map(request ->
                        request.orElseThrow(() ->
                                new IllegalStateException(
                                        "the message that was just stored is" + " gone")))
                .chain(request ->
                        outbox.store(
                                tx,
                                records(call, conversation, generation, accepted, request).stream()
                                        .map(record -> record.tracedBy(call.traceparent()))
                                        .toList()));
    }

    /** In the order in which a reader of the log wants to hear of them. */
    private static List<OutboxRecord> records(
            Call call,
            ConversationView conversation,
            Generation generation,
            Accepted accepted,
            GenerationRequested request) {
        UUID id = conversation.id();
        Instant at = generation.createdAt();
        return List.of(
                event(call, new MessageAppended(id, at, accepted.message())),
                event(call, new MessageAppended(id, at, accepted.reply())),
                event(
                        call,
                        new GenerationEvent.Queued(
                                id,
                                at,
                                generation.id(),
                                generation.messageId(),
                                generation.model())),
                event(call, new ConversationEvent.Updated(id, at, conversation)),
                OutboxRecord.request(request));
    }

    private static OutboxRecord event(Call call, LogEvent event) {
        return OutboxRecord.event(call.owner(), event);
    }
}
