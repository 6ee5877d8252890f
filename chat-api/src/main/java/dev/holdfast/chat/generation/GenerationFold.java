package dev.holdfast.chat.generation;

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
import dev.holdfast.contracts.log.HtmlPatch;
import dev.holdfast.contracts.log.Source;
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

    /** Whether the pieces stored by earlier batches are to go. */
    private boolean dropsStored;

    private @Nullable Ended ended;
    private final List<Growing> pieces = new ArrayList<>();
    private final List<ControlNotice> notices = new ArrayList<>();

    /** A piece that consecutive progress is merged into. */
    private record Growing(long offset, int attempt, Progress progress) {}

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
     * @return the gap, if the event follows text that is not there, for the first time
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
                pieces.clear();
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

    /**
     * The text up to what the attempt keeps becomes one piece, with its sources; reasoning and HTML
     * come anew.
     */
    private void keep(long offset, Started started) {
        String kept = started.keeps() == 0 ? "" : upTo(started.keeps(), text());
        List<Source> sources =
                started.keeps() == 0 ? List.of() : Source.keptWith(started.keeps(), sources());
        pieces.clear();
        dropsStored = true;
        if (!kept.isEmpty()) {
            Progressed piece =
                    new Progressed(
                            started.conversationId(),
                            started.at(),
                            started.generationId(),
                            started.attempt(),
                            started.run(),
                            0,
                            0,
                            kept,
                            "",
                            List.of(),
                            sources);
            pieces.add(new Growing(offset, started.attempt(), new Progress(piece)));
        }
    }

    /**
     * Standing has checked the length; what is shorter all the same is a hole of our own making.
     */
    private static String upTo(int length, String text) {
        return text.substring(0, Math.min(length, text.length()));
    }

    private String text() {
        StringBuilder text = new StringBuilder(dropsStored ? "" : storedText());
        pieces.forEach(piece -> text.append(piece.progress().merged().text()));
        return text.toString();
    }

    private List<Source> sources() {
        List<Source> all = dropsStored ? List.of() : before.sources();
        for (Growing piece : pieces) {
            all = Source.join(all, piece.progress().merged().sources());
        }
        return all;
    }

    private String storedText() {
        return Objects.requireNonNull(before.text(), "the stored text was not loaded");
    }

    private void grow(long offset, Progressed progressed) {
        Growing last = pieces.isEmpty() ? null : pieces.getLast();
        if (last != null && last.progress().takes(progressed)) {
            last.progress().add(progressed);
        } else {
            pieces.add(new Growing(offset, progressed.attempt(), new Progress(progressed)));
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
                pieces.stream().map(GenerationFold::piece).toList(),
                ended,
                List.copyOf(notices));
    }

    private static Folded.Piece piece(Growing growing) {
        Progressed merged = growing.progress().merged();
        List<HtmlPatch> html = merged.html();
        return new Folded.Piece(
                growing.offset(),
                growing.attempt(),
                merged.text(),
                merged.reasoning(),
                html,
                merged.sources());
    }
}
