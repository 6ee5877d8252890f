package dev.holdfast.worker.run;

import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.Timing;
import dev.holdfast.contracts.log.WaitsFor;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.worker.publish.WorkerId;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The events of one run, each with the run's ids and the present time. */
final class RunEvents {
    private final Job job;
    private final WorkerId worker;
    private final Clock clock;

    RunEvents(Job job, WorkerId worker, Clock clock) {
        this.job = job;
        this.worker = worker;
        this.clock = clock;
    }

    GenerationEvent started(int keeps) {
        return new GenerationEvent.Started(
                job.conversationId(),
                clock.instant(),
                job.generationId(),
                job.attempt(),
                job.runId(),
                worker.value(),
                keeps);
    }

    /**
     * @param beat 1, 2, … in this run
     * @param waitsFor what to tell a person of it
     */
    GenerationEvent alive(int beat, @Nullable WaitsFor waitsFor) {
        return new GenerationEvent.Alive(
                job.conversationId(),
                clock.instant(),
                job.generationId(),
                job.attempt(),
                job.runId(),
                beat,
                waitsFor);
    }

    /** Behind all that this run has written: it writes no more. */
    GenerationEvent released() {
        return new GenerationEvent.Released(
                job.conversationId(),
                clock.instant(),
                job.generationId(),
                job.attempt(),
                job.runId());
    }

    GenerationEvent progressed(Draft.Piece piece) {
        return new GenerationEvent.Progressed(
                job.conversationId(),
                clock.instant(),
                job.generationId(),
                job.attempt(),
                job.runId(),
                piece.from(),
                piece.reasoningFrom(),
                piece.text(),
                piece.reasoning(),
                piece.html(),
                piece.sources(),
                piece.anew() ? true : null);
    }

    GenerationEvent ended(End end, Draft.Answer answer, @Nullable Timing timing) {
        return switch (end) {
            case End.Completed(var completion) ->
                    new GenerationEvent.Completed(
                            job.conversationId(),
                            clock.instant(),
                            job.generationId(),
                            job.attempt(),
                            job.runId(),
                            answer.text(),
                            answer.html(),
                            answer.reasoning(),
                            answer.sources(),
                            completion.usage(),
                            completion.finishReason(),
                            timing);
            case End.Stopped() ->
                    new GenerationEvent.Stopped(
                            job.conversationId(),
                            clock.instant(),
                            job.generationId(),
                            job.attempt(),
                            job.runId(),
                            answer.text(),
                            answer.html(),
                            answer.reasoning(),
                            answer.sources(),
                            null,
                            null,
                            timing);
            case End.Failed(var problem) ->
                    new GenerationEvent.Failed(
                            job.conversationId(),
                            clock.instant(),
                            job.generationId(),
                            job.attempt(),
                            job.runId(),
                            answer.text(),
                            answer.html(),
                            answer.reasoning(),
                            answer.sources(),
                            null,
                            problem.slug().equals(ProblemType.CONTENT_FILTERED.slug())
                                    ? FinishReason.CONTENT_FILTER
                                    : null,
                            timing,
                            problem);
        };
    }
}
