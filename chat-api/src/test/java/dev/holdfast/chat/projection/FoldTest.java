package dev.holdfast.chat.projection;

import static org.assertj.core.api.Assertions.assertThat;

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
        Change change =
                fold(
                        row(Standing.QUEUED),
                        FIRST.started(0),
                        FIRST.progressed(0, "a"),
                        FIRST.alive(1),
                        FIRST.progressed(1, "b"));
        assertThat(change.standing()).isEqualTo(new Standing(Status.RUNNING, 1, "one", 2, 0, 1));
        assertThat(change.worker()).isEqualTo("played");
        assertThat(change.pieces()).extracting(Change.Piece::text).containsExactly("ab");
        assertThat(change.movesMessage()).isTrue();
    }

    @Test
    void keepsStoredAndNewSourcesWithTheTextThatALaterAttemptKeeps() {
        Source stored = source(1, new Span(0, 2));
        Source cited = source(2, new Span(2, 6));
        ProjectedRow row =
                row(new Standing(Status.RUNNING, 1, "one", 3, 0, 0), "abc", false, List.of(stored));
        Change change =
                fold(
                        row,
                        FIRST.progressed(3, "def"),
                        FIRST.cited(6, cited),
                        SECOND.started(4),
                        SECOND.progressed(4, "X"));
        assertThat(change.pieces().getFirst().sources()).containsExactly(stored, source(2));
    }

    @Test
    void keepsNoSourcesWithoutText() {
        ProjectedRow row =
                row(
                        new Standing(Status.RUNNING, 1, "one", 3, 0, 0),
                        "abc",
                        false,
                        List.of(source(1)));
        Change change = fold(row, SECOND.started(0), SECOND.progressed(0, "X"));
        assertThat(change.pieces())
                .extracting(Change.Piece::sources)
                .containsExactly(List.<Source>of());
    }

    private static Source source(int number, Span... spans) {
        return new Source(number, "https://example.com/" + number, null, List.of(), List.of(spans));
    }

    @Test
    void keepsNoPiecesOfWhatHasEnded() {
        Change change =
                fold(
                        row(Standing.QUEUED),
                        FIRST.started(0),
                        FIRST.progressed(0, "a"),
                        FIRST.completed("a"));
        assertThat(change.pieces()).isEmpty();
        assertThat(change.dropsStored()).isTrue();
        assertThat(change.standing().status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void cutsStoredAndNewTextToWhatALaterAttemptKeeps() {
        ProjectedRow row = row(new Standing(Status.RUNNING, 1, "one", 3, 0, 0), "abc", false);
        Change change =
                fold(row, FIRST.progressed(3, "def"), SECOND.started(4), SECOND.progressed(4, "X"));
        assertThat(change.dropsStored()).isTrue();
        assertThat(change.pieces()).extracting(Change.Piece::text).containsExactly("abcdX");
        assertThat(change.standing()).isEqualTo(new Standing(Status.RUNNING, 2, "two", 5, 0, 0));
        assertThat(change.notices()).containsExactly(new RunSuperseded(ID, 1, "one", NOW));
    }

    @Test
    void tellsARivalThatItLost() {
        Change change = fold(row(Standing.QUEUED), FIRST.started(0), RIVAL.started(0));
        assertThat(change.notices()).containsExactly(new RunSuperseded(ID, 1, "rival", NOW));
        assertThat(change.standing().run()).isEqualTo("one");
    }

    @Test
    void tellsAClaimAfterTheEndThatItLostButNotTheOwnersOwn() {
        Change change =
                fold(
                        row(new Standing(Status.COMPLETED, 2, "two", 1, 0, 0)),
                        SECOND.started(0),
                        FIRST.started(0));
        assertThat(change.notices()).containsExactly(new RunSuperseded(ID, 1, "one", NOW));
        assertThat(change.isAny()).isFalse();
    }

    @Test
    void repeatsAStopToARunThatClaimsAfterIt() {
        ProjectedRow row = row(Standing.QUEUED, null, true);
        assertThat(fold(row, FIRST.started(0)).notices())
                .containsExactly(new StopRequested(ID, NOW));
    }

    @Test
    void marksAHoleOnceAndStoresNothingBehindIt() {
        List<LogRecord> records =
                records(FIRST.started(0), FIRST.progressed(5, "lost"), FIRST.progressed(9, "more"));
        Fold.Result result = Fold.of(Map.of(ID, row(Standing.QUEUED)), records, NOW);
        Change change = result.changes().getFirst();
        assertThat(result.gaps()).isEqualTo(1);
        assertThat(change.gapIsNew()).isTrue();
        assertThat(change.pieces()).isEmpty();
        assertThat(change.notices())
                .containsExactly((ControlNotice) new RunSuperseded(ID, 1, "one", NOW));
    }

    @Test
    void closesAHoleWithTheNextAttempt() {
        Change change =
                fold(
                        row(Standing.QUEUED),
                        FIRST.started(0),
                        FIRST.progressed(5, "lost"),
                        SECOND.started(0));
        assertThat(change.gap()).isFalse();
    }

    @Test
    void takesAnEndThatFollowsAHoleSinceItHasTheWholeText() {
        Change change =
                fold(
                        row(Standing.QUEUED),
                        FIRST.started(0),
                        FIRST.progressed(5, "lost"),
                        FIRST.completed("all of it"));
        assertThat(change.standing().status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void leavesARepeatOut() {
        ProjectedRow row = row(new Standing(Status.RUNNING, 1, "one", 3, 0, 0), "abc", false);
        Change change = fold(row, FIRST.started(0), FIRST.progressed(0, "abc"));
        assertThat(change.isAny()).isFalse();
        assertThat(change.notices()).isEmpty();
    }

    @Test
    void leavesReasoningOutThatIsReadAgain() {
        ProjectedRow row =
                row(new Standing(Status.RUNNING, 1, "one", 739, 6, 2), "x".repeat(739), false);
        Change change = fold(row, FIRST.reasoned(0, 0, "First "));
        assertThat(change.isAny()).isFalse();
        assertThat(change.notices()).isEmpty();
    }

    @Test
    void countsReasoningOnceBeforeAnyTextHasCome() {
        Change change =
                fold(
                        row(Standing.QUEUED),
                        FIRST.started(0),
                        FIRST.reasoned(0, 0, "First "),
                        FIRST.reasoned(0, 0, "First "),
                        FIRST.reasoned(0, 6, "second."));
        assertThat(change.pieces())
                .extracting(Change.Piece::reasoning)
                .containsExactly("First second.");
        assertThat(change.standing().reasoningLength()).isEqualTo(13);
    }

    @Test
    void hearsNothingInASignOfLifeThatIsReadAgain() {
        ProjectedRow row = row(new Standing(Status.RUNNING, 1, "one", 0, 0, 2));
        assertThat(fold(row, FIRST.alive(2)).heard()).isFalse();
        assertThat(fold(row, FIRST.alive(3)).heard()).isTrue();
    }

    @Test
    void skipsWhatIsNotTheOwners() {
        LogRecord forged = new LogRecord(0, 0, "mallory", FIRST.started(0));
        Fold.Result result = Fold.of(Map.of(ID, row(Standing.QUEUED)), List.of(forged), NOW);
        assertThat(result.changes()).isEmpty();
        assertThat(result.strangers()).isEqualTo(1);
    }

    @Test
    void storesTextAsPostgresTakesItWithoutChangingItsLength() {
        assertThat(Storable.text("a\0b\ud83dc\ud83d\ude00"))
                .isEqualTo("a\ufffdb\ufffdc\ud83d\ude00")
                .hasSize(7);
    }

    private static Change fold(ProjectedRow row, GenerationEvent... events) {
        return Fold.of(Map.of(ID, row), records(events), NOW).changes().getFirst();
    }

    private static List<LogRecord> records(GenerationEvent... events) {
        List<LogRecord> records = new ArrayList<>();
        for (GenerationEvent event : events) {
            records.add(new LogRecord(3, records.size(), "alice", event));
        }
        return records;
    }

    private static ProjectedRow row(Standing standing) {
        return row(standing, null, false);
    }

    private static ProjectedRow row(Standing standing, @Nullable String text, boolean stopWanted) {
        return row(standing, text, stopWanted, List.of());
    }

    private static ProjectedRow row(
            Standing standing, @Nullable String text, boolean stopWanted, List<Source> sources) {
        return new ProjectedRow(
                ID, "alice", UUID.randomUUID(), standing, null, stopWanted, false, text, sources);
    }
}
