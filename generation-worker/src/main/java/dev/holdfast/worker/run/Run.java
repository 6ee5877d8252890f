package dev.holdfast.worker.run;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.life.Fault;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.Usage;
import dev.holdfast.contracts.log.WaitsFor;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.worker.claim.Claim;
import dev.holdfast.worker.claim.LookBack;
import dev.holdfast.worker.claim.Verdict;
import dev.holdfast.worker.markdown.ImageHosts;
import dev.holdfast.worker.provider.Cited;
import dev.holdfast.worker.provider.Completion;
import dev.holdfast.worker.provider.Nothing;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.ProviderStream;
import dev.holdfast.worker.publish.Envelope;
import dev.holdfast.worker.publish.OutgoingRecord;
import dev.holdfast.worker.publish.Place;
import dev.holdfast.worker.publish.Publisher;
import dev.holdfast.worker.publish.WorkerId;
import dev.holdfast.worker.run.RunState.Calling;
import dev.holdfast.worker.run.RunState.Claiming;
import dev.holdfast.worker.run.RunState.Ended;
import dev.holdfast.worker.run.RunState.Ending;
import dev.holdfast.worker.run.RunState.LookingBack;
import dev.holdfast.worker.run.RunState.Outcome;
import dev.holdfast.worker.run.RunState.Releasing;
import dev.holdfast.worker.run.RunState.Streaming;
import dev.holdfast.worker.run.RunState.Then;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One run. The package-visible methods may be called from any thread; each becomes a task on the
 * run's context, where all the rest happens.
 *
 * <p>At most one record is on its way at any time: what arrives meanwhile goes into the next. So
 * records stand in the order in which they were made, the end comes last, and a slow broker makes
 * larger records instead of a queue. No timer is on the way of a token.
 *
 * <p>Longer than most classes here, since it is the one place where the states' transitions are.
 */
final class Run {
    private static final Logger LOG = Logger.getLogger(Run.class);

    /** What every run of this worker uses. */
    record Tools(
            RunConfig config,
            Publisher publisher,
            LookBack lookBack,
            Envelope envelope,
            WorkerId worker,
            Clock clock,
            ImageHosts imageHosts) {}

    private final Job job;
    private final Tools tools;
    private final Executor context;
    private final BiConsumer<Run, Outcome> atEnd;
    private final RunEvents events;
    private final Draft draft;
    private final Stopwatch stopwatch;
    private final CompletableFuture<Void> claimed = new CompletableFuture<>();

    private RunState state;

    /** Where the newest of its records stands; null before the first. */
    private @Nullable Place last;

    /** Whether a record is on its way to the broker. */
    private boolean inFlight;

    /** Whether the provider is held back until the broker has caught up. */
    private boolean paused;

    /** Whether nothing but {@code alive} was written since the last tick. */
    private boolean quiet;

    /** What to tell a person of the silence; null where there is nothing to tell. */
    private @Nullable WaitsFor waitsFor;

    /** How often {@code alive} was written. */
    private int beats;

    /** How much stays of the answer of the attempt before. */
    private final Mark keeps;

    /** What the provider has counted; null as long as it has said nothing of it. */
    private @Nullable Usage usage;

    /** As a person calls the provider. */
    private final String providerTitle;

    Run(
            Job job,
            GenerationRequested request,
            Plan plan,
            Tools tools,
            Executor context,
            BiConsumer<Run, Outcome> atEnd) {
        this.job = job;
        this.tools = tools;
        this.context = context;
        this.atEnd = atEnd;
        this.events = new RunEvents(job, tools.worker(), tools.clock());
        this.keeps = plan.kept().mark();
        this.draft = new Draft(plan.kept(), tools.imageHosts());
        this.stopwatch = new Stopwatch(tools.clock());
        this.providerTitle =
                plan instanceof Plan.Call(var provider, _, _)
                        ? provider.profile().title()
                        : job.provider();
        this.state = new Claiming(new Then.Call(request, plan));
    }

    Job job() {
        return job;
    }

    /** What it says, as far as it came; for the run's context alone. */
    String text() {
        return draft.answered();
    }

    /** UTF-16 code units, all parts together; for the run's context alone. */
    int length() {
        return draft.size();
    }

    /**
     * Claims, and goes on from there if the claim counts.
     *
     * @return completes when the claim stands in the log, or another does: from then on the request
     *     is no longer needed
     */
    CompletionStage<Void> begin() {
        perform(() -> write(record(events.started(keeps)), this::claimStands));
        return claimed;
    }

    /** What {@link #begin} returned. */
    CompletionStage<Void> claimed() {
        return claimed;
    }

    /** The user wants no more. Any number of times, at any time. */
    void stop() {
        perform(() -> {
            switch (state) {
                case Claiming _ -> state = new Claiming(new Then.Stop());
                // Where another's claim counts, this end does not: nothing to wait for.
                case LookingBack(var verdict, _) -> {
                    verdict.cancel(false);
                    end(new End.Stopped());
                }
                case Calling(var stream) -> stopped(stream);
                case Streaming(var stream) -> stopped(stream);
                case Ending _, Releasing _, Ended _ -> {}
            }
        });
    }

    /** The log holds another run, a later attempt or an end: not a word more. */
    void superseded() {
        perform(() -> {
            cancelCall();
            claimed.complete(null);
            ended(Outcome.SUPERSEDED);
        });
    }

    /**
     * The worker goes: another is to go on from what the log has. Whoever follows the log asks for
     * that; where another's claim counts, this release does not.
     */
    void release() {
        perform(() -> {
            switch (state) {
                case Claiming(var then) -> {
                    if (!(then instanceof Then.Stop)) {
                        state = new Claiming(new Then.Release());
                    }
                }
                case LookingBack(var verdict, _) -> {
                    verdict.cancel(false);
                    release(Nothing.STREAM);
                }
                case Calling(var stream) -> release(stream);
                case Streaming(var stream) -> release(stream);
                case Ending _, Releasing _, Ended _ -> {}
            }
        });
    }

    /** Once a second: says that the provider is at work, where nothing else was said. */
    void tick() {
        perform(() -> {
            boolean running = state instanceof Calling || state instanceof Streaming;
            if (running && quiet && !inFlight) {
                beats++;
                write(record(events.alive(beats, waitsFor)), () -> {});
            }
            quiet = true;
        });
    }

    private void claimStands() {
        claimed.complete(null);
        if (state instanceof Claiming(var then)) {
            switch (then) {
                case Then.Call(var request, var plan) -> callIfItCounts(request, plan);
                case Then.Stop() -> state = new Ending(new End.Stopped());
                case Then.Release() -> state = new Releasing(Nothing.STREAM);
            }
        }
    }

    private void callIfItCounts(GenerationRequested request, Plan plan) {
        switch (plan) {
            // Costs nothing, and does not count where the claim does not.
            case Plan.Refuse(var problem, _) -> state = new Ending(new End.Failed(problem));
            case Plan.Call _ -> lookBack(request, plan);
        }
    }

    private void lookBack(GenerationRequested request, Plan plan) {
        CompletableFuture<Verdict> verdict =
                tools.lookBack()
                        .onClaim(
                                new Claim(
                                        request,
                                        job.runId(),
                                        Objects.requireNonNull(last),
                                        job.mayRepeat()));
        state = new LookingBack(verdict, plan);
        var _ = verdict.whenComplete((said, failure) -> perform(() -> lookedBack(said, failure)));
    }

    private void lookedBack(@Nullable Verdict said, @Nullable Throwable failure) {
        boolean unwanted = failure instanceof CancellationException;
        if (unwanted || !(state instanceof LookingBack(_, var plan))) {
            return;
        }
        switch (said) {
            case null -> throw new IllegalStateException("the log was not read", failure);
            case Verdict.Lost() -> ended(Outcome.SUPERSEDED);
            case Verdict.Counts _ -> {
                call(plan);
                advance();
            }
        }
    }

    private void call(Plan plan) {
        switch (plan) {
            case Plan.Refuse(var problem, _) -> state = new Ending(new End.Failed(problem));
            case Plan.Call(var provider, var call, _) -> {
                stopwatch.called();
                state = new Calling(provider.stream(call, new Hearing()));
            }
        }
    }

    /** Writes what is to be written next, unless something is on its way: then its end will. */
    private void advance() {
        if (inFlight) {
            return;
        }
        switch (state) {
            case Claiming _, LookingBack _, Ended _ -> {}
            case Calling(var stream) -> writeProgress(stream);
            case Streaming(var stream) -> writeProgress(stream);
            case Releasing(var stream) ->
                    write(
                            record(events.released()),
                            () -> {
                                stream.cancel();
                                ended(Outcome.HANDED_OVER);
                            });
            case Ending(var end) -> write(terminal(end), () -> ended(outcome(end)));
        }
    }

    private void writeProgress(ProviderStream stream) {
        Draft.Growth growth = draft.take();
        if (growth == null) {
            return;
        }
        write(record(events.progressed(growth)), () -> {});
        quiet = false;
        if (paused) {
            paused = false;
            stream.resume();
        }
    }

    private void write(OutgoingRecord outgoing, Runnable then) {
        CompletionStage<Place> writing = tools.publisher().publish(outgoing);
        inFlight = true;
        writing.whenComplete((place, failure) -> perform(() -> written(place, failure, then)));
    }

    private void written(@Nullable Place place, @Nullable Throwable failure, Runnable then) {
        inFlight = false;
        if (failure != null) {
            throw new IllegalStateException("a record was not written", failure);
        }
        last = place;
        if (!(state instanceof Ended)) {
            then.run();
            advance();
        }
    }

    private OutgoingRecord record(GenerationEvent event) {
        return tools.envelope().of(job.owner(), event, job.traceparent());
    }

    /** The text is never given up; what can be read again or made again is, if it must. */
    private OutgoingRecord terminal(End end) {
        Content content = draft.close();
        OutgoingRecord whole = terminal(end, content);
        if (whole.fits()) {
            return whole;
        }
        LOG.warnf("answer too large for one record, leaving out reasoning %s", job);
        OutgoingRecord smaller = terminal(end, Shortened.withoutReasoning(content));
        return smaller.fits() ? smaller : terminal(end, Shortened.textAlone(content));
    }

    private OutgoingRecord terminal(End end, Content content) {
        return record(events.ended(end, content, usage, stopwatch.read()));
    }

    private void stopped(ProviderStream stream) {
        stream.cancel();
        end(new End.Stopped());
    }

    private void release(ProviderStream stream) {
        stream.pause();
        state = new Releasing(stream);
        advance();
    }

    private void end(End end) {
        state = new Ending(end);
        advance();
    }

    private void ended(Outcome outcome) {
        if (!(state instanceof Ended)) {
            state = new Ended(outcome);
            atEnd.accept(this, outcome);
        }
    }

    private void cancelCall() {
        switch (state) {
            case Calling(var stream) -> stream.cancel();
            case Streaming(var stream) -> stream.cancel();
            case Releasing(var stream) -> stream.cancel();
            case LookingBack(var verdict, _) -> verdict.cancel(false);
            case Claiming _, Ending _, Ended _ -> {}
        }
    }

    private static Outcome outcome(End end) {
        return switch (end) {
            case End.Completed _ -> Outcome.COMPLETED;
            case End.Failed _ -> Outcome.FAILED;
            case End.Stopped _ -> Outcome.STOPPED;
        };
    }

    private void perform(Runnable task) {
        context.execute(() -> attempt(task));
    }

    /**
     * A bug must not leave a run that says {@code alive} for ever, and no error either; one after
     * which the process cannot be trusted goes on to whoever ends that.
     */
    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error bug) {
            LOG.errorf(bug, "run broke %s state=%s", job, state.getClass().getSimpleName());
            cancelCall();
            boolean canSaySo =
                    switch (state) {
                        case Claiming _ -> claimed.isDone();
                        case LookingBack _, Calling _, Streaming _ -> true;
                        case Ending _, Releasing _, Ended _ -> false;
                    };
            if (canSaySo) {
                attempt(() -> end(BROKE));
            } else {
                claimed.completeExceptionally(bug);
                ended(Outcome.BROKEN);
            }
            if (bug instanceof Error error && Fault.of(error) == Fault.FATAL) {
                throw error;
            }
        }
    }

    private static final End BROKE =
            new End.Failed(
                    ProblemType.INTERNAL_ERROR.because(
                            "The worker made a mistake. Send again; what came is kept."));

    /** What the provider says; it comes on the run's context. */
    private final class Hearing implements ProviderListener {

        @Override
        public void reasoned(String piece) {
            attempt(() -> heard(piece, draft::reason));
        }

        @Override
        public void answered(String piece) {
            attempt(() -> heard(piece, draft::answer));
        }

        @Override
        public void beganAnew() {
            attempt(() -> {
                LOG.infof("the model began its answer again %s", job);
                draft.beganAnew();
            });
        }

        private void heard(String piece, Consumer<String> into) {
            if (state instanceof Calling(var stream)) {
                stopwatch.firstWord();
                waitsFor = null;
                state = new Streaming(stream);
            }
            if (!(state instanceof Streaming(var stream))) {
                return;
            }
            int room = Math.max(0, tools.config().answerLimit() - draft.size());
            into.accept(piece.substring(0, Math.min(room, piece.length())));
            if (piece.length() > room || draft.hasTooManyParts()) {
                stream.cancel();
                end(
                        new End.Failed(
                                ProblemType.ANSWER_TOO_LONG.because(
                                        "An answer may have "
                                                + tools.config().answerLimit()
                                                + " characters and "
                                                + Draft.MOST_PARTS
                                                + " parts; what came until then is kept."
                                                + " Ask for the rest in a new message.")));
                return;
            }
            advance();
            if (!paused && draft.pending() > tools.config().pendingLimit()) {
                paused = true;
                stream.pause();
            }
        }

        @Override
        public void cites(Cited cited) {
            attempt(() -> {
                if (state instanceof Calling || state instanceof Streaming) {
                    draft.cite(cited);
                    advance();
                }
            });
        }

        @Override
        public void waits(@Nullable WaitsFor what) {
            attempt(() -> waitsFor = what);
        }

        /** It is told with the end, whichever that is. */
        @Override
        public void spent(Usage counted) {
            attempt(() -> {
                if (state instanceof Calling || state instanceof Streaming) {
                    usage = counted;
                }
            });
        }

        @Override
        public void completed(Completion completion) {
            attempt(() -> {
                if (completion.correction() != null) {
                    draft.correct(completion.correction());
                }
                over(new End.Completed(completion));
            });
        }

        @Override
        public void failed(ProviderFailure failure) {
            attempt(() -> over(new End.Failed(failure.problem(providerTitle))));
        }

        private void over(End end) {
            if (state instanceof Calling || state instanceof Streaming) {
                end(end);
            }
        }
    }
}
