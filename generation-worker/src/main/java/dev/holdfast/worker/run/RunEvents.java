package dev.holdfast.worker.run;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.Result;
import dev.holdfast.contracts.log.Timing;
import dev.holdfast.contracts.log.Usage;
import dev.holdfast.contracts.log.WaitsFor;
import dev.holdfast.contracts.problem.Problem;
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

    GenerationEvent started(Mark keeps) {
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

    GenerationEvent progressed(Draft.Growth growth) {
        return new GenerationEvent.Progressed(
                job.conversationId(),
                clock.instant(),
                job.generationId(),
                job.attempt(),
                job.runId(),
                growth.pieces(),
                growth.citations(),
                growth.anew() ? true : null);
    }

    GenerationEvent ended(
            End end, Content content, @Nullable Usage usage, @Nullable Timing timing) {
        return switch (end) {
            case End.Completed(var completion) ->
                    ended(
                            GenerationEvent.End.COMPLETED,
                            null,
                            new Result(content, usage, completion.finishReason(), timing));
            case End.Stopped() ->
                    ended(
                            GenerationEvent.End.STOPPED,
                            null,
                            new Result(content, usage, null, timing));
            case End.Failed(var problem) ->
                    ended(
                            GenerationEvent.End.FAILED,
                            problem,
                            new Result(content, usage, finishReason(problem), timing));
        };
    }

    private static @Nullable FinishReason finishReason(Problem problem) {
        return problem.slug().equals(ProblemType.CONTENT_FILTERED.slug())
                ? FinishReason.CONTENT_FILTER
                : null;
    }

    private GenerationEvent ended(
            GenerationEvent.End end, @Nullable Problem problem, Result result) {
        return new GenerationEvent.Ended(
                job.conversationId(),
                clock.instant(),
                job.generationId(),
                job.attempt(),
                job.runId(),
                end,
                problem,
                result);
    }
}
