package dev.holdfast.contracts.fold;

import dev.holdfast.contracts.fold.Ruling.Counts;
import dev.holdfast.contracts.fold.Ruling.Gap;
import dev.holdfast.contracts.fold.Ruling.Ignored;
import dev.holdfast.contracts.fold.Ruling.Part;
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
 *                       └─────┘ alive, progressed, released; started of a later attempt
 * </pre>
 *
 * <p>{@code (generationId, attempt)} belongs to the first {@code generation.started} in log order;
 * an attempt is over when a later one starts, and everything is over at the first end that counts.
 *
 * <p>A record that is read again is dropped, and each kind has something that shows it: a claim and
 * an end come once, text and reasoning each have a position, a sign of life has a number. An event
 * with HTML or sources alone is recognised once text or reasoning has followed it; until then it
 * counts again and makes the same of them.
 *
 * @param attempt the attempt that counts; 0 before the first
 * @param run the run that owns it; null where it was released and nobody has begun the next attempt
 * @param length length of the answer's text, in UTF-16 code units
 * @param reasoningLength length of its reasoning, in UTF-16 code units
 * @param beat number of the last sign of life of this run; 0 before the first
 */
public record Standing(
        Status status,
        int attempt,
        @Nullable String run,
        int length,
        int reasoningLength,
        int beat) {

    /** Before any run. */
    public static final Standing QUEUED = new Standing(Status.QUEUED, 0, null, 0, 0, 0);

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
        if (started.keeps() < 0 || started.keeps() > length) {
            return new Gap(Part.TEXT, length, started.keeps());
        }
        return new Counts(
                new Standing(
                        Status.RUNNING, started.attempt(), started.run(), started.keeps(), 0, 0));
    }

    /** One that is missing is no gap: it would have said nothing that is not said by now. */
    private Ruling ruleAlive(GenerationEvent.Alive alive) {
        Integer number = alive.beat();
        if (number == null) {
            return new Counts(this);
        }
        return number <= beat
                ? new Ignored(Reason.REPEATED)
                : new Counts(new Standing(status, attempt, run, length, reasoningLength, number));
    }

    /** Whatever its run still says is that of another; what it has said stays. */
    private Standing released() {
        return new Standing(status, attempt, null, length, reasoningLength, 0);
    }

    private Ruling ruleProgress(GenerationEvent.Progressed progressed) {
        Stretch text = new Stretch(progressed.from(), progressed.text().length(), length);
        Stretch reasoning = reasoningOf(progressed);
        if (text.fits() && reasoning.fits()) {
            return new Counts(
                    new Standing(
                            status,
                            attempt,
                            run,
                            length + progressed.text().length(),
                            reasoningLength + progressed.reasoning().length(),
                            beat));
        }
        if (text.isThere() && reasoning.isThere()) {
            return new Ignored(Reason.REPEATED);
        }
        return text.fits()
                ? new Gap(Part.REASONING, reasoningLength, reasoning.from())
                : new Gap(Part.TEXT, length, text.from());
    }

    /** Where the writer does not say where its reasoning belongs, the text alone decides. */
    private Stretch reasoningOf(GenerationEvent.Progressed progressed) {
        Integer from = progressed.reasoningFrom();
        return from == null
                ? new Stretch(reasoningLength, 0, reasoningLength)
                : new Stretch(from, progressed.reasoning().length(), reasoningLength);
    }

    /**
     * What an event brings of the text or of the reasoning.
     *
     * @param there how much of it is there before, in UTF-16 code units
     */
    private record Stretch(int from, int size, int there) {

        boolean fits() {
            return from == there;
        }

        /** Whether it brings nothing that is not there. */
        boolean isThere() {
            return from <= there && from + size <= there;
        }
    }

    private Standing endedBy(GenerationEvent.Ended ended) {
        return new Standing(
                ended.status(),
                attempt,
                run,
                ended.text().length(),
                ended.reasoning().length(),
                beat);
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
