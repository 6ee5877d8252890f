package dev.holdfast.chat.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.chat.projection.LogRecord;
import dev.holdfast.chat.stack.Played;
import dev.holdfast.contracts.content.Citation;
import dev.holdfast.contracts.content.Citation.Span;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.HtmlPatch;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.content.Part;
import dev.holdfast.contracts.content.Piece;
import dev.holdfast.contracts.control.ControlNotice;
import dev.holdfast.contracts.control.ControlNotice.RunSuperseded;
import dev.holdfast.contracts.control.ControlNotice.StopRequested;
import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.GenerationEvent;
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
        assertThat(folded.standing()).isEqualTo(new Standing(Status.RUNNING, 1, "one", text(2), 1));
        assertThat(folded.worker()).isEqualTo("played");
        assertThat(texts(folded)).containsExactly("ab");
        assertThat(folded.isMoved()).isTrue();
    }

    @Test
    void keepsStoredAndNewCitationsWithTheTextThatALaterAttemptKeeps() {
        Citation stored = citation(1, new Span(0, 0, 2));
        Citation cited = citation(2, new Span(0, 2, 6));
        Before row =
                row(
                        new Standing(Status.RUNNING, 1, "one", text(3), 0),
                        new Content(Content.ofText("abc").parts(), List.of(stored)),
                        false);
        Folded folded =
                fold(
                        row,
                        FIRST.progressed(3, "def"),
                        FIRST.cited(cited),
                        SECOND.started(4),
                        SECOND.progressed(4, "X"));
        assertThat(folded.stretches().getFirst().citations()).containsExactly(stored, citation(2));
    }

    @Test
    void keepsNoCitationsWithoutText() {
        Before row =
                row(
                        new Standing(Status.RUNNING, 1, "one", text(3), 0),
                        new Content(Content.ofText("abc").parts(), List.of(citation(1))),
                        false);
        Folded folded = fold(row, SECOND.started(0), SECOND.progressed(0, "X"));
        assertThat(folded.stretches())
                .extracting(Folded.Stretch::citations)
                .containsExactly(List.<Citation>of());
    }

    @Test
    void keepsEarlierPartsWholeAndGoesOnInTheLast() {
        Part thought = new Part.Reasoning("Hm.", null);
        Part first = new Part.Text("a", List.of("<p>a</p>"));
        Before row =
                row(
                        new Standing(Status.RUNNING, 1, "one", new Mark(3, 2), 0),
                        Content.of(first, thought, new Part.Text("bc", List.of("<p>bc</p>"))),
                        false);
        Folded folded =
                fold(
                        row,
                        SECOND.started(new Mark(3, 1)),
                        SECOND.grown(
                                new Piece.Text(
                                        2, 1, "X", List.of(new HtmlPatch(0, 0, "<p>bX</p>")))));
        Written written = new Written(Content.EMPTY);
        folded.stretches().forEach(each -> written.add(each.pieces(), each.citations()));
        assertThat(folded.stretches()).hasSize(1);
        assertThat(written.content())
                .isEqualTo(Content.of(first, thought, new Part.Text("bX", List.of("<p>bX</p>"))));
        assertThat(folded.standing().mark()).isEqualTo(written.content().mark());
    }

    private static Citation citation(int number, Span... spans) {
        return new Citation(
                number, "https://example.com/" + number, null, List.of(), List.of(spans));
    }

    /** So much of a first part. */
    private static Mark text(int length) {
        return new Mark(1, length);
    }

    private static List<String> texts(Folded folded) {
        Written written = new Written(Content.EMPTY);
        return folded.stretches().stream()
                .map(each -> {
                    written.add(each.pieces(), List.of());
                    return written.content().text();
                })
                .toList();
    }

    @Test
    void keepsNoPiecesOfWhatHasEnded() {
        Folded folded =
                fold(
                        row(Standing.QUEUED),
                        FIRST.started(0),
                        FIRST.progressed(0, "a"),
                        FIRST.completed("a"));
        assertThat(folded.stretches()).isEmpty();
        assertThat(folded.dropsStored()).isTrue();
        assertThat(folded.standing().status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void cutsStoredAndNewTextToWhatALaterAttemptKeeps() {
        Before row =
                row(
                        new Standing(Status.RUNNING, 1, "one", text(3), 0),
                        Content.ofText("abc"),
                        false);
        Folded folded =
                fold(row, FIRST.progressed(3, "def"), SECOND.started(4), SECOND.progressed(4, "X"));
        assertThat(folded.dropsStored()).isTrue();
        assertThat(texts(folded)).containsExactly("abcdX");
        assertThat(folded.standing()).isEqualTo(new Standing(Status.RUNNING, 2, "two", text(5), 0));
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
                        row(new Standing(Status.COMPLETED, 2, "two", text(1), 0)),
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
        assertThat(folded.stretches()).isEmpty();
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
        Before row =
                row(
                        new Standing(Status.RUNNING, 1, "one", text(3), 0),
                        Content.ofText("abc"),
                        false);
        Folded folded = fold(row, FIRST.started(0), FIRST.progressed(0, "abc"));
        assertThat(folded.isAny()).isFalse();
        assertThat(folded.notices()).isEmpty();
    }

    @Test
    void leavesReasoningOutThatIsReadAgain() {
        Before row =
                row(
                        new Standing(Status.RUNNING, 1, "one", new Mark(2, 739), 2),
                        Content.of(
                                new Part.Reasoning("First ", null),
                                new Part.Text("x".repeat(739), List.of())),
                        false);
        Folded folded = fold(row, FIRST.grown(thought(0, "First ")));
        assertThat(folded.isAny()).isFalse();
        assertThat(folded.notices()).isEmpty();
    }

    @Test
    void countsReasoningOnceBeforeAnyTextHasCome() {
        Folded folded =
                fold(
                        row(Standing.QUEUED),
                        FIRST.started(0),
                        FIRST.grown(thought(0, "First ")),
                        FIRST.grown(thought(0, "First ")),
                        FIRST.grown(thought(6, "second.")));
        assertThat(folded.stretches())
                .extracting(Folded.Stretch::pieces)
                .containsExactly(List.of(thought(0, "First second.")));
        assertThat(folded.standing().mark()).isEqualTo(new Mark(1, 13));
    }

    private static Piece thought(int from, String text) {
        return new Piece.Reasoning(0, from, text, null);
    }

    @Test
    void hearsNothingInASignOfLifeThatIsReadAgain() {
        Before row = row(new Standing(Status.RUNNING, 1, "one", Mark.NONE, 2));
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

    private static Before row(Standing standing, @Nullable Content stored, boolean stopWanted) {
        return new Before(
                ID, "alice", UUID.randomUUID(), standing, null, stopWanted, false, stored);
    }
}
