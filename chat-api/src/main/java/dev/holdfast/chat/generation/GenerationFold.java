package dev.holdfast.chat.generation;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.control.ControlNotice;
import dev.holdfast.contracts.control.ControlNotice.RunSuperseded;
import dev.holdfast.contracts.control.ControlNotice.StopRequested;
import dev.holdfast.contracts.fold.Progress;
import dev.holdfast.contracts.fold.Ruling;
import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.GenerationEvent.Ended;
import dev.holdfast.contracts.log.GenerationEvent.Progressed;
import dev.holdfast.contracts.log.GenerationEvent.Started;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Folds the events of one generation in one batch. Mutable and confined to one thread; decides
 * nothing itself, {@link Standing} does.
 */
final class GenerationFold {
    private final Before before;
    private final Instant now;
    private Standing standing;
    private @Nullable String worker;
    private boolean gap;

    /** The partition of the log that tells of it. */
    private int partition;

    /** Whether any event counted. */
    private boolean heard;

    /** Whether what earlier batches stored is to go. */
    private boolean dropsStored;

    private @Nullable Ended ended;
    private final List<Merging> merging = new ArrayList<>();
    private final List<ControlNotice> notices = new ArrayList<>();

    /** What consecutive progress is merged into. */
    private record Merging(long offset, int attempt, Progress progress) {

        Folded.Stretch stretch() {
            Progressed merged = progress.merged();
            return new Folded.Stretch(offset, attempt, merged.pieces(), merged.citations());
        }
    }

    /**
     * @param now for the notices
     */
    GenerationFold(Before before, Instant now) {
        this.before = before;
        this.now = now;
        this.standing = before.standing();
        this.worker = before.worker();
        this.gap = before.gap();
    }

    /**
     * @return the gap, if the event follows something that is not there, for the first time
     */
    Ruling.@Nullable Gap add(int ofPartition, long offset, GenerationEvent event) {
        partition = ofPartition;
        return switch (standing.rule(event)) {
            case Ruling.Counts(Standing next) -> {
                Standing previous = standing;
                standing = next;
                heard = true;
                count(offset, event, previous);
                yield null;
            }
            case Ruling.Ignored(var reason) -> {
                ignore(event, reason);
                yield null;
            }
            case Ruling.Gap found -> gapAt(event) ? found : null;
        };
    }

    private void count(long offset, GenerationEvent event, Standing previous) {
        switch (event) {
            case GenerationEvent.Queued _ -> {}
            case GenerationEvent.Alive _ -> {}
            // Of nobody, until somebody begins the next attempt.
            case GenerationEvent.Released _ -> worker = null;
            case Started started -> begin(offset, started, previous);
            case Progressed progressed -> grow(offset, progressed);
            case Ended end -> {
                ended = end;
                merging.clear();
                dropsStored = true;
            }
        }
    }

    private void begin(long offset, Started started, Standing previous) {
        keep(offset, started);
        worker = started.worker();
        gap = false;
        if (previous.attempt() > 0) {
            notices.add(new RunSuperseded(before.id(), previous.attempt(), previous.run(), now));
        }
        if (before.stopWanted()) {
            notices.add(new StopRequested(before.id(), now));
        }
    }

    /** What the attempt keeps becomes one row; the HTML of its last part comes anew. */
    private void keep(long offset, Started started) {
        Content kept =
                started.keeps().equals(Mark.NONE)
                        ? Content.EMPTY
                        : Written.cut(started.keeps(), content());
        merging.clear();
        dropsStored = true;
        if (!kept.isEmpty()) {
            Progressed opening =
                    new Progressed(
                            started.conversationId(),
                            started.at(),
                            started.generationId(),
                            started.attempt(),
                            started.run(),
                            kept.pieces(),
                            kept.citations(),
                            null);
            merging.add(new Merging(offset, started.attempt(), new Progress(opening)));
        }
    }

    private Content content() {
        Written written = new Written(dropsStored ? Content.EMPTY : stored());
        merging.stream()
                .map(Merging::stretch)
                .forEach(stretch -> written.add(stretch.pieces(), stretch.citations()));
        return written.content();
    }

    private Content stored() {
        return Objects.requireNonNull(before.stored(), "what is stored was not loaded");
    }

    private void grow(long offset, Progressed progressed) {
        Merging last = merging.isEmpty() ? null : merging.getLast();
        if (last != null && last.progress().takes(progressed)) {
            last.progress().add(progressed);
        } else {
            merging.add(new Merging(offset, progressed.attempt(), new Progress(progressed)));
        }
    }

    /** A run that lost is told when it claims; a frozen one finds the notice when it wakes up. */
    private void ignore(GenerationEvent event, Ruling.Reason reason) {
        if (event instanceof Started started && lost(started, reason)) {
            notices.add(new RunSuperseded(before.id(), started.attempt(), started.run(), now));
        }
    }

    private boolean lost(Started started, Ruling.Reason reason) {
        return switch (reason) {
            case OTHER_RUN, EARLIER_ATTEMPT -> true;
            // Its own claim again, read a second time after its own end, is no loser.
            case ENDED ->
                    started.attempt() != standing.attempt()
                            || !Objects.equals(started.run(), standing.run());
            case UNCLAIMED_ATTEMPT, REPEATED -> false;
        };
    }

    /** The run at fault is to stop; supervision asks for the next attempt. */
    private boolean gapAt(GenerationEvent event) {
        if (gap) {
            return false;
        }
        gap = true;
        if (event instanceof GenerationEvent.OfRun ofRun) {
            notices.add(new RunSuperseded(before.id(), ofRun.attempt(), ofRun.run(), now));
        }
        return true;
    }

    Folded folded() {
        boolean gapIsNew = gap && !before.gap();
        return new Folded(
                before,
                partition,
                standing,
                worker,
                heard,
                gap,
                gapIsNew,
                dropsStored,
                merging.stream().map(Merging::stretch).toList(),
                ended,
                List.copyOf(notices));
    }
}
