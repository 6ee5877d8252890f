package dev.holdfast.contracts.fold;

import dev.holdfast.contracts.fold.Ruling.Counts;
import dev.holdfast.contracts.fold.Ruling.Gap;
import dev.holdfast.contracts.fold.Ruling.Ignored;
import dev.holdfast.contracts.fold.Ruling.Reason;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.Status;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a generation stands at one position of the log: enough to say of the next event whether it
 * counts. Immutable.
 *
 * <pre>
 *   queued ──started──▶ running ──completed | failed | stopped──▶ ended
 *                       │     ▲
 *                       └─────┘ alive, progressed; started of a later attempt
 * </pre>
 *
 * <p>{@code (generationId, attempt)} belongs to the first {@code generation.started} in log order;
 * an attempt is over when a later one starts, and everything is over at the first end that counts.
 *
 * @param attempt the attempt that counts; 0 before the first
 * @param run the run that owns it
 * @param length length of the answer's text, in UTF-16 code units
 */
public record Standing(Status status, int attempt, @Nullable String run, int length) {

    /** Before any run. */
    public static final Standing QUEUED = new Standing(Status.QUEUED, 0, null, 0);

    public Ruling rule(GenerationEvent event) {
        return switch (event) {
            case GenerationEvent.Queued _ ->
                    status == Status.QUEUED ? new Counts(this) : new Ignored(Reason.REPEATED);
            case GenerationEvent.Started started -> ruleClaim(started);
            case GenerationEvent.Alive alive -> ifOwn(alive, () -> new Counts(this));
            case GenerationEvent.Progressed progressed ->
                    ifOwn(progressed, () -> ruleProgress(progressed));
            case GenerationEvent.Ended ended -> ifOwn(ended, () -> new Counts(endedBy(ended)));
        };
    }

    private Ruling ruleClaim(GenerationEvent.Started started) {
        if (status.isEnd()) {
            return new Ignored(Reason.ENDED);
        }
        if (started.attempt() < attempt) {
            return new Ignored(Reason.EARLIER_ATTEMPT);
        }
        if (started.attempt() == attempt) {
            return new Ignored(
                    Objects.equals(started.run(), run) ? Reason.REPEATED : Reason.OTHER_RUN);
        }
        if (started.keeps() < 0 || started.keeps() > length) {
            return new Gap(length, started.keeps());
        }
        return new Counts(
                new Standing(Status.RUNNING, started.attempt(), started.run(), started.keeps()));
    }

    private Ruling ruleProgress(GenerationEvent.Progressed progressed) {
        int after = progressed.from() + progressed.text().length();
        if (progressed.from() != length) {
            return after <= length && progressed.from() < length && !progressed.text().isEmpty()
                    ? new Ignored(Reason.REPEATED)
                    : new Gap(length, progressed.from());
        }
        return new Counts(new Standing(status, attempt, run, after));
    }

    private Standing endedBy(GenerationEvent.Ended ended) {
        return new Standing(ended.status(), attempt, run, ended.text().length());
    }

    private Ruling ifOwn(GenerationEvent.OfRun event, Supplier<Ruling> ruling) {
        if (status.isEnd()) {
            return new Ignored(Reason.ENDED);
        }
        if (event.attempt() < attempt) {
            return new Ignored(Reason.EARLIER_ATTEMPT);
        }
        if (event.attempt() > attempt) {
            return new Ignored(Reason.UNCLAIMED_ATTEMPT);
        }
        return Objects.equals(event.run(), run) ? ruling.get() : new Ignored(Reason.OTHER_RUN);
    }
}
