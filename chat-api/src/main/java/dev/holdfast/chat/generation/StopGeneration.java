package dev.holdfast.chat.generation;

import dev.holdfast.chat.database.Transactions;
import dev.holdfast.chat.database.Turns;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.outbox.Outbox;
import dev.holdfast.chat.outbox.OutboxRecord;
import dev.holdfast.contracts.control.ControlNotice.StopRequested;
import dev.holdfast.contracts.log.Status;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/**
 * A user wants a generation to end where it is. A run at work is told and ends itself; one that
 * nobody has begun is ended from here. To stop twice, or what has ended, changes nothing.
 */
@ApplicationScoped
public class StopGeneration {
    private final Clock clock;
    private final EndGeneration end;
    private final Generations generations;
    private final Outbox outbox;
    private final Transactions transactions;
    private final Turns turns;

    StopGeneration(
            Clock clock,
            EndGeneration end,
            Generations generations,
            Outbox outbox,
            Transactions transactions,
            Turns turns) {
        this.clock = clock;
        this.end = end;
        this.generations = generations;
        this.outbox = outbox;
        this.transactions = transactions;
        this.turns = turns;
    }

    /**
     * @return false if this user has no such generation
     */
    Uni<Boolean> stop(String owner, UUID id) {
        return transactions.run(tx -> stop(tx, owner, id));
    }

    private Uni<Boolean> stop(Tx tx, String owner, UUID id) {
        return turns.take(tx, owner)
                .chain(() -> generations.lock(tx, owner, id))
                .chain(found ->
                        found.isEmpty()
                                ? Uni.createFrom().item(false)
                                : stop(tx, found.get().generation()).replaceWith(true));
    }

    /** All of a conversation that are queued or running; for whoever deletes it. */
    public Uni<Void> stopAllOf(Tx tx, String owner, UUID conversationId) {
        return turns.take(tx, owner)
                .chain(() -> generations.openOf(tx, owner, conversationId))
                .onItem()
                .<Generation>disjoint()
                .onItem()
                .transformToUniAndConcatenate(open -> stop(tx, owner, open.id()))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> stop(Tx tx, Generation generation) {
        if (!generation.isOpen() || generation.stopRequestedAt() != null) {
            return Uni.createFrom().voidItem();
        }
        OutboxRecord notice =
                OutboxRecord.control(new StopRequested(generation.id(), clock.instant()))
                        .tracedBy(generation.traceparent());
        return generations
                .wantStopped(tx, generation.id())
                .chain(() -> outbox.store(tx, List.of(notice)))
                .chain(() ->
                        generation.standing().status() == Status.QUEUED
                                ? end.stop(tx, generation)
                                : Uni.createFrom().voidItem());
    }
}
