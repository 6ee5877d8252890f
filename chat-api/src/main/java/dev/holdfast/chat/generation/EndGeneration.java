package dev.holdfast.chat.generation;

import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.outbox.Outbox;
import dev.holdfast.chat.outbox.OutboxRecord;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.GenerationEvent.End;
import dev.holdfast.contracts.log.GenerationEvent.Ended;
import dev.holdfast.contracts.log.GenerationEvent.Started;
import dev.holdfast.contracts.log.Result;
import dev.holdfast.contracts.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ends a generation as a worker would: claims the next attempt in the log, keeping what there is of
 * the answer, and ends it. No reader needs a special case, and the log's order decides against any
 * worker that claims at the same time. Works within the caller's transaction, which holds the row's
 * lock.
 */
@ApplicationScoped
public class EndGeneration {
    /** The {@code worker} of runs that chat-api begins only to end them. */
    public static final String WORKER = "chat-api";

    private final Clock clock;
    private final Generations generations;
    private final Outbox outbox;
    private final RunningGenerations running;

    EndGeneration(Clock clock, Generations generations, Outbox outbox, RunningGenerations running) {
        this.clock = clock;
        this.generations = generations;
        this.outbox = outbox;
        this.running = running;
    }

    /** Its user wants it so. */
    public Uni<Void> stop(Tx tx, Generation generation) {
        return end(tx, generation, End.STOPPED, null);
    }

    public Uni<Void> fail(Tx tx, Generation generation, Problem problem) {
        return end(tx, generation, End.FAILED, problem);
    }

    private Uni<Void> end(Tx tx, Generation generation, End end, @Nullable Problem problem) {
        return running.written(tx, generation)
                .map(content -> claim(generation, content))
                .chain(claim -> publish(tx, generation, claim, claim.ended(end, problem)));
    }

    private Uni<Void> publish(Tx tx, Generation generation, Claim claim, Ended ended) {
        return generations
                .ask(tx, generation.id(), claim.attempt())
                .chain(() ->
                        outbox.store(
                                tx,
                                List.of(
                                        event(generation, claim.started()),
                                        event(generation, ended))));
    }

    private Claim claim(Generation generation, Content content) {
        return new Claim(
                generation.conversationId(),
                clock.instant(),
                generation.id(),
                generation.contendedAttempt(),
                UUID.randomUUID().toString(),
                content.mark(),
                EndContent.bounded(content));
    }

    private static OutboxRecord event(Generation generation, GenerationEvent event) {
        return OutboxRecord.event(generation.owner(), event).tracedBy(generation.traceparent());
    }

    /**
     * One run of chat-api's own.
     *
     * @param keeps all that there is, so that no reader loses anything by the claim
     */
    private record Claim(
            UUID conversationId,
            Instant at,
            UUID generationId,
            int attempt,
            String run,
            Mark keeps,
            Content content) {

        Started started() {
            return new Started(conversationId, at, generationId, attempt, run, WORKER, keeps);
        }

        Ended ended(End end, @Nullable Problem problem) {
            return new Ended(
                    conversationId,
                    at,
                    generationId,
                    attempt,
                    run,
                    end,
                    problem,
                    Result.of(content));
        }
    }
}
