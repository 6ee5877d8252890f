package dev.holdfast.contracts.fold;

import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.content.Piece;
import dev.holdfast.contracts.fold.Ruling.Counts;
import dev.holdfast.contracts.fold.Ruling.Gap;
import dev.holdfast.contracts.fold.Ruling.Ignored;
import dev.holdfast.contracts.fold.Ruling.Reason;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.GenerationSnapshot;
import dev.holdfast.contracts.log.Status;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a generation stands at one position of the log: enough to say of the next event whether it
 * counts. Immutable.
 *
 * <pre>
 *   queued ──started──▶ running ──ended──▶ completed | failed | stopped
 *                       │     ▲
 *                       └─────┘ alive, progressed, released; started of a later attempt
 * </pre>
 *
 * <p>{@code (generationId, attempt)} belongs to the first {@code generation.started} in log order;
 * an attempt is over when a later one starts, and everything is over at the first end that counts.
 *
 * <p>A record that is read again is dropped, and each kind has something that shows it: a claim and
 * an end come once, progress has its place, a sign of life has a number. Progress without a place
 * (citations, a vendor's state, how far a tool call has come) counts again and makes the same of
 * them; HTML alone is recognised once something has followed it.
 *
 * @param attempt the attempt that counts; 0 before the first
 * @param run the run that owns it; null where it was released and nobody has begun the next attempt
 * @param mark how far the answer has come
 * @param beat number of the last sign of life of this run; 0 before the first
 */
public record Standing(Status status, int attempt, @Nullable String run, Mark mark, int beat) {

    /** Before any run. */
    public static final Standing QUEUED = new Standing(Status.QUEUED, 0, null, Mark.NONE, 0);

    /** Of a state that somebody else has read; signs of life are counted anew from there. */
    public static Standing of(GenerationSnapshot snapshot) {
        return new Standing(
                snapshot.status(),
                snapshot.attempt(),
                snapshot.run(),
                snapshot.content().mark(),
                0);
    }

    public Ruling rule(GenerationEvent event) {
        return switch (event) {
            case GenerationEvent.Queued _ ->
                    status == Status.QUEUED ? new Counts(this) : new Ignored(Reason.REPEATED);
            case GenerationEvent.Started started -> ruleClaim(started);
            case GenerationEvent.Alive alive -> ifOwn(alive, () -> ruleAlive(alive));
            case GenerationEvent.Released released -> ifOwn(released, () -> new Counts(released()));
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
        Mark keeps = started.keeps();
        return isPlace(keeps) && keeps.isWithin(mark)
                ? new Counts(
                        new Standing(Status.RUNNING, started.attempt(), started.run(), keeps, 0))
                : new Gap(mark, keeps);
    }

    private static boolean isPlace(Mark mark) {
        return Mark.NONE.isWithin(mark) && mark.length() >= 0;
    }

    /** One that is missing is no gap: it would have said nothing that is not said by now. */
    private Ruling ruleAlive(GenerationEvent.Alive alive) {
        Integer number = alive.beat();
        if (number == null) {
            return new Counts(this);
        }
        return number <= beat
                ? new Ignored(Reason.REPEATED)
                : new Counts(new Standing(status, attempt, run, mark, number));
    }

    /** Whatever its run still says is that of another; what it has said stays. */
    private Standing released() {
        return new Standing(status, attempt, null, mark, 0);
    }

    private Ruling ruleProgress(GenerationEvent.Progressed progressed) {
        List<Piece> pieces = progressed.pieces();
        Walk walk = Walk.from(mark, pieces);
        if (walk.misfit() == null) {
            return new Counts(new Standing(status, attempt, run, walk.mark(), beat));
        }
        return pieces.stream().allMatch(piece -> piece.end().isWithin(mark))
                ? new Ignored(Reason.REPEATED)
                : new Gap(mark, walk.misfit().start());
    }

    private Standing endedBy(GenerationEvent.Ended ended) {
        return new Standing(ended.status(), attempt, run, ended.result().content().mark(), beat);
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
