package dev.holdfast.chat.generation;

import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.outbox.Outbox;
import dev.holdfast.chat.outbox.OutboxRecord;
import dev.holdfast.chat.problem.Refusal;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.request.GenerationRequested;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Asks the workers for the next attempt, going on from what the log has of the answer. Works within
 * the caller's transaction, which holds the row's lock.
 */
@ApplicationScoped
public class AskAgain {
    private final EndGeneration end;
    private final Generations generations;
    private final Outbox outbox;
    private final Requests requests;
    private final RunningGenerations running;

    AskAgain(
            EndGeneration end,
            Generations generations,
            Outbox outbox,
            Requests requests,
            RunningGenerations running) {
        this.end = end;
        this.generations = generations;
        this.outbox = outbox;
        this.requests = requests;
        this.running = running;
    }

    public Uni<Void> ask(Tx tx, Generation generation) {
        return running.written(tx, generation)
                .map(AskAgain::keepable)
                .chain(soFar -> requests.build(tx, generation, generation.nextAttempt(), soFar))
                .chain(request -> publish(tx, generation, request))
                .onFailure(Refusal.class)
                .recoverWithUni(refusal -> end.fail(tx, generation, refusal.problem()));
    }

    /** What is behind that is begun again, and need not be carried. */
    private static Content keepable(Content written) {
        return written.upTo(written.keepable());
    }

    /** Where the conversation is gone nobody waits for the answer. */
    private Uni<Void> publish(Tx tx, Generation generation, Optional<GenerationRequested> request) {
        if (request.isEmpty()) {
            return end.stop(tx, generation);
        }
        OutboxRecord record =
                OutboxRecord.request(request.get()).tracedBy(generation.traceparent());
        return generations
                .ask(tx, generation.id(), request.get().attempt())
                .chain(() -> outbox.store(tx, List.of(record)));
    }
}
