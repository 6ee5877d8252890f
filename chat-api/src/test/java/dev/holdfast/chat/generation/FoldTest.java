package dev.holdfast.chat.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.chat.projection.LogRecord;
import dev.holdfast.chat.stack.Played;
import dev.holdfast.contracts.control.ControlNotice;
import dev.holdfast.contracts.control.ControlNotice.RunSuperseded;
import dev.holdfast.contracts.control.ControlNotice.StopRequested;
import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.Source;
import dev.holdfast.contracts.log.Source.Span;
import dev.holdfast.contracts.log.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FoldTest {
    private static final UUID ID = UUID.randomUUID();
    private static final Played FIRST = new Played(UUID.randomUUID(), ID, 1, "one");
    private static final Played RIVAL = new Played(FIRST.conversation(), ID, 1, "rival");
    private static final Played SECOND = new Played(FIRST.conversation(), ID, 2, "two");
    private static final Instant NOW = Instant.EPOCH;

    @Test
    void mergesProgressIntoOnePiece() {
        Folded folded =
                fold(
                        row(Standing.QUEUED),
                        FIRST.started(0),
                        FIRST.progressed(0, "a"),
                        FIRST.alive(1),
                        FIRST.progressed(1, "b"));
        assertThat(folded.standing()).isEqualTo(new Standing(Status.RUNNING, 1, "one", 2, 0, 1));
        assertThat(folded.worker()).isEqualTo("played");
        assertThat(folded.pieces()).extracting(Folded.Piece::text).containsExactly("ab");
        assertThat(folded.isMoved()).isTrue();
    }

    @Test
    void keepsStoredAndNewSourcesWithTheTextThatALaterAttemptKeeps() {
        Source stored = source(1, new Span(0, 2));
        Source cited = source(2, new Span(2, 6));
        Before row =
                row(new Standing(Status.RUNNING, 1, "one", 3, 0, 0), "abc", false, List.of(stored));
        Folded folded =
                fold(
                        row,
                        FIRST.progressed(3, "def"),
                        FIRST.cited(6, cited),
                        SECOND.started(4),
                        SECOND.progressed(4, "X"));
        assertThat(folded.pieces().getFirst().sources()).containsExactly(stored, source(2));
    }

    @Test
    void keepsNoSourcesWithoutText() {
        Before row =
                row(
                        new Standing(Status.RUNNING, 1, "one", 3, 0, 0),
                        "abc",
                        false,
                        List.of(source(1)));
        Folded folded = fold(row, SECOND.started(0), SECOND.progressed(0, "X"));
        assertThat(folded.pieces())
                .extracting(Folded.Piece::sources)
                .containsExactly(List.<Source>of());
    }

    private static Source source(int number, Span... spans) {
        return new Source(number, "https://example.com/" + number, null, List.of(), List.of(spans));
    }

    @Test
    void keepsNoPiecesOfWhatHasEnded() {
        Folded folded =
                fold(
                        row(Standing.QUEUED),
                        FIRST.started(0),
                        FIRST.progressed(0, "a"),
                        FIRST.completed("a"));
        assertThat(folded.pieces()).isEmpty();
        assertThat(folded.dropsStored()).isTrue();
        assertThat(folded.standing().status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void cutsStoredAndNewTextToWhatALaterAttemptKeeps() {
        Before row = row(new Standing(Status.RUNNING, 1, "one", 3, 0, 0), "abc", false);
        Folded folded =
                fold(row, FIRST.progressed(3, "def"), SECOND.started(4), SECOND.progressed(4, "X"));
        assertThat(folded.dropsStored()).isTrue();
        assertThat(folded.pieces()).extracting(Folded.Piece::text).containsExactly("abcdX");
        assertThat(folded.standing()).isEqualTo(new Standing(Status.RUNNING, 2, "two", 5, 0, 0));
        assertThat(folded.notices()).containsExactly(new RunSuperseded(ID, 1, "one", NOW));
    }

    @Test
    void tellsARivalThatItLost() {
        Folded folded = fold(row(Standing.QUEUED), FIRST.started(0), RIVAL.started(0));
        assertThat(folded.notices()).containsExactly(new RunSuperseded(ID, 1, "rival", NOW));
        assertThat(folded.standing().run()).isEqualTo("one");
    }

    @Test
    void tellsAClaimAfterTheEndThatItLostButNotTheOwnersOwn() {
        Folded folded =
                fold(
                        row(new Standing(Status.COMPLETED, 2, "two", 1, 0, 0)),
                        SECOND.started(0),
                        FIRST.started(0));
        assertThat(folded.notices()).containsExactly(new RunSuperseded(ID, 1, "one", NOW));
        assertThat(folded.isAny()).isFalse();
    }

    @Test
    void repeatsAStopToARunThatClaimsAfterIt() {
        Before row = row(Standing.QUEUED, null, true);
        assertThat(fold(row, FIRST.started(0)).notices())
                .containsExactly(new StopRequested(ID, NOW));
    }

    @Test
    void marksAHoleOnceAndStoresNothingBehindIt() {
        List<LogRecord> records =
                records(FIRST.started(0), FIRST.progressed(5, "lost"), FIRST.progressed(9, "more"));
        Fold.Result result = Fold.of(Map.of(ID, row(Standing.QUEUED)), records, NOW);
        Folded folded = result.folded().getFirst();
        assertThat(result.gaps()).isEqualTo(1);
        assertThat(folded.gapIsNew()).isTrue();
        assertThat(folded.pieces()).isEmpty();
        assertThat(folded.notices())
                .containsExactly((ControlNotice) new RunSuperseded(ID, 1, "one", NOW));
    }

    @Test
    void closesAHoleWithTheNextAttempt() {
        Folded folded =
                fold(
                        row(Standing.QUEUED),
                        FIRST.started(0),
                        FIRST.progressed(5, "lost"),
                        SECOND.started(0));
        assertThat(folded.gap()).isFalse();
    }

    @Test
    void takesAnEndThatFollowsAHoleSinceItHasTheWholeText() {
        Folded folded =
                fold(
                        row(Standing.QUEUED),
                        FIRST.started(0),
                        FIRST.progressed(5, "lost"),
                        FIRST.completed("all of it"));
        assertThat(folded.standing().status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void leavesARepeatOut() {
        Before row = row(new Standing(Status.RUNNING, 1, "one", 3, 0, 0), "abc", false);
        Folded folded = fold(row, FIRST.started(0), FIRST.progressed(0, "abc"));
        assertThat(folded.isAny()).isFalse();
        assertThat(folded.notices()).isEmpty();
    }

    @Test
    void leavesReasoningOutThatIsReadAgain() {
        Before row = row(new Standing(Status.RUNNING, 1, "one", 739, 6, 2), "x".repeat(739), false);
        Folded folded = fold(row, FIRST.reasoned(0, 0, "First "));
        assertThat(folded.isAny()).isFalse();
        assertThat(folded.notices()).isEmpty();
    }

    @Test
    void countsReasoningOnceBeforeAnyTextHasCome() {
        Folded folded =
                fold(
                        row(Standing.QUEUED),
                        FIRST.started(0),
                        FIRST.reasoned(0, 0, "First "),
                        FIRST.reasoned(0, 0, "First "),
                        FIRST.reasoned(0, 6, "second."));
        assertThat(folded.pieces())
                .extracting(Folded.Piece::reasoning)
                .containsExactly("First second.");
        assertThat(folded.standing().reasoningLength()).isEqualTo(13);
    }

    @Test
    void hearsNothingInASignOfLifeThatIsReadAgain() {
        Before row = row(new Standing(Status.RUNNING, 1, "one", 0, 0, 2));
        assertThat(fold(row, FIRST.alive(2)).heard()).isFalse();
        assertThat(fold(row, FIRST.alive(3)).heard()).isTrue();
    }

    @Test
    void skipsWhatIsNotTheOwners() {
        LogRecord forged = new LogRecord(0, 0, "mallory", FIRST.started(0));
        Fold.Result result = Fold.of(Map.of(ID, row(Standing.QUEUED)), List.of(forged), NOW);
        assertThat(result.folded()).isEmpty();
        assertThat(result.strangers()).isEqualTo(1);
    }

    private static Folded fold(Before row, GenerationEvent... events) {
        return Fold.of(Map.of(ID, row), records(events), NOW).folded().getFirst();
    }

    private static List<LogRecord> records(GenerationEvent... events) {
        List<LogRecord> records = new ArrayList<>();
        for (GenerationEvent event : events) {
            records.add(new LogRecord(3, records.size(), "alice", event));
        }
        return records;
    }

    private static Before row(Standing standing) {
        return row(standing, null, false);
    }

    private static Before row(Standing standing, @Nullable String text, boolean stopWanted) {
        return row(standing, text, stopWanted, List.of());
    }

    private static Before row(
            Standing standing, @Nullable String text, boolean stopWanted, List<Source> sources) {
        return new Before(
                ID, "alice", UUID.randomUUID(), standing, null, stopWanted, false, text, sources);
    }
}
