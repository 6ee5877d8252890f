package dev.holdfast.chat.generation;

import dev.holdfast.chat.database.Turns;
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
 * nobody has begun is ended from here. Works within the caller's transaction; to stop twice, or
 * what has ended, changes nothing.
 */
@ApplicationScoped
public class StopGeneration {
    private final Clock clock;
    private final EndGeneration end;
    private final Generations generations;
    private final Outbox outbox;
    private final Turns turns;

    StopGeneration(
            Clock clock, EndGeneration end, Generations generations, Outbox outbox, Turns turns) {
        this.clock = clock;
        this.end = end;
        this.generations = generations;
        this.outbox = outbox;
        this.turns = turns;
    }

    /**
     * @return false if this user has no such generation
     */
    public Uni<Boolean> stop(String owner, UUID id) {
        return turns.take(owner)
                .chain(() -> generations.lock(owner, id))
                .chain(found ->
                        found.isEmpty()
                                ? Uni.createFrom().item(false)
                                : stop(found.get().generation()).replaceWith(true));
    }

    /** All of a conversation that are queued or running; for whoever deletes it. */
    public Uni<Void> stopAllOf(String owner, UUID conversationId) {
        return turns.take(owner)
                .chain(() -> generations.openOf(owner, conversationId))
                .onItem()
                .<Generation>disjoint()
                .onItem()
                .transformToUniAndConcatenate(open -> stop(owner, open.id()))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> stop(Generation generation) {
        if (!generation.isOpen() || generation.stopRequestedAt() != null) {
            return Uni.createFrom().voidItem();
        }
        OutboxRecord notice =
                OutboxRecord.control(new StopRequested(generation.id(), clock.instant()))
                        .tracedBy(generation.traceparent());
        return generations
                .wantStopped(generation.id())
                .chain(() -> outbox.store(List.of(notice)))
                .chain(() ->
                        generation.standing().status() == Status.QUEUED
                                ? end.stop(generation)
                                : Uni.createFrom().voidItem());
    }
}
