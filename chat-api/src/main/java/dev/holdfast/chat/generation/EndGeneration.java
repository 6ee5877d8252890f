package dev.holdfast.chat.generation;

import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.outbox.Outbox;
import dev.holdfast.chat.outbox.OutboxRecord;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.GenerationEvent.Ended;
import dev.holdfast.contracts.log.GenerationEvent.Started;
import dev.holdfast.contracts.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Ends a generation as a worker would: claims the next attempt in the log, keeping the text that
 * there is, and ends it. No reader needs a special case, and the log's order decides against any
 * worker that claims at the same time. Works within the caller's transaction, which holds the row's
 * lock.
 */
@ApplicationScoped
public class EndGeneration {
    /** The {@code worker} of runs that chat-api begins only to end them. */
    public static final String WORKER = "chat-api";

    /**
     * UTF-16 code units of text, reasoning and HTML in one end. Three bytes for each are still
     * below what a topic takes ({@link dev.holdfast.contracts.wire.Topic#MAX_RECORD_BYTES}).
     */
    private static final int LARGEST = 2_000_000;

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
        return end(tx, generation, Claim::stopped);
    }

    public Uni<Void> fail(Tx tx, Generation generation, Problem problem) {
        return end(tx, generation, claim -> claim.failed(problem));
    }

    private Uni<Void> end(Tx tx, Generation generation, How how) {
        return running.written(tx, generation)
                .map(written -> claim(generation, written.upTo(generation.standing().length())))
                .chain(claim -> publish(tx, generation, claim, how.end(claim)));
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

    private Claim claim(Generation generation, Written written) {
        return new Claim(
                generation.conversationId(),
                clock.instant(),
                generation.id(),
                generation.contendedAttempt(),
                UUID.randomUUID().toString(),
                written.text().length(),
                bounded(written));
    }

    /** What is dropped first is what can be made again from the rest. */
    private static Written bounded(Written written) {
        int text = written.text().length() + written.reasoning().length();
        int html = written.html().stream().mapToInt(String::length).sum();
        if (text + html <= LARGEST) {
            return written;
        }
        return new Written(
                written.text(),
                text <= LARGEST ? written.reasoning() : "",
                List.of(),
                written.sources());
    }

    private static OutboxRecord event(Generation generation, GenerationEvent event) {
        return OutboxRecord.event(generation.owner(), event).tracedBy(generation.traceparent());
    }

    private interface How {
        Ended end(Claim claim);
    }

    /** One run of chat-api's own. */
    private record Claim(
            UUID conversationId,
            Instant at,
            UUID generationId,
            int attempt,
            String run,
            int keeps,
            Written written) {

        Started started() {
            return new Started(conversationId, at, generationId, attempt, run, WORKER, keeps);
        }

        Ended stopped() {
            return new GenerationEvent.Stopped(
                    conversationId,
                    at,
                    generationId,
                    attempt,
                    run,
                    written.text(),
                    written.html(),
                    written.reasoning(),
                    written.sources(),
                    null,
                    null,
                    null);
        }

        Ended failed(Problem problem) {
            return new GenerationEvent.Failed(
                    conversationId,
                    at,
                    generationId,
                    attempt,
                    run,
                    written.text(),
                    written.html(),
                    written.reasoning(),
                    written.sources(),
                    null,
                    null,
                    null,
                    problem);
        }
    }
}
