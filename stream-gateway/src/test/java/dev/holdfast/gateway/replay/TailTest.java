package dev.holdfast.gateway.replay;

import static dev.holdfast.gateway.TestEvents.logged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Part;
import dev.holdfast.contracts.fold.Sequence;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.gateway.TestEvents;
import dev.holdfast.gateway.TestEvents.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TailTest {
    private static final BatchLimits WIDE = new BatchLimits(1000, 1_000_000);
    private static final long START = 100;

    private final Tails tails = new Tails(1_000_000, 1000);
    private final Tail tail = tails.open(UUID.randomUUID(), 3, START);
    private final UUID conversation = TestEvents.newId();
    private long next = START;

    private long append(String user, LogEvent event) {
        long offset = next++;
        tails.append(tail, List.of(logged(offset, user, event)), next);
        return offset;
    }

    private After.Events after(String user, long offset) {
        return (After.Events) tail.after(user, offset, WIDE, Watched.NONE);
    }

    private List<Long> offsetsAfter(String user, long offset) {
        return after(user, offset).entries().stream().map(Entry::offset).toList();
    }

    @Test
    void showsAUserItsOwnEventsAlone() {
        // given
        long first = append("alice", TestEvents.created(conversation));
        append("bob", TestEvents.created(TestEvents.newId()));
        long second = append("alice", TestEvents.renamed(conversation, "New"));

        // when / then
        assertThat(offsetsAfter("alice", START)).containsExactly(first, second);
        assertThat(offsetsAfter("alice", first + 1)).containsExactly(second);
        assertThat(offsetsAfter("carol", START)).isEmpty();
    }

    @Test
    void takesNoRecordTwice() {
        // given
        LogEvent event = TestEvents.created(conversation);
        long first = append("alice", event);
        long second = append("alice", TestEvents.renamed(conversation, "New"));

        // when
        tails.append(tail, List.of(logged(first, "alice", event)), first + 1);

        // then
        assertThat(offsetsAfter("alice", START)).containsExactly(first, second);
        assertThat(tail.head().offset()).isEqualTo(next);
    }

    @Test
    void takesANumberedEventOfAUserOnce() {
        // given
        long first = append("alice", TestEvents.numbered(conversation, 7));
        long ofBob = append("bob", TestEvents.numbered(conversation, 5));

        // when
        append("alice", TestEvents.numbered(conversation, 7));
        long second = append("alice", TestEvents.numbered(conversation, 8));
        append("alice", TestEvents.numbered(conversation, 6));

        // then
        assertThat(offsetsAfter("alice", START)).containsExactly(first, second);
        assertThat(offsetsAfter("bob", START)).containsExactly(ofBob);
        assertThat(tail.atHead("alice", Watched.NONE).read()).isEqualTo(new Sequence(8));
        assertThat(tail.atHead("carol", Watched.NONE).read()).isEqualTo(Sequence.NONE);
    }

    @Test
    void takesARepeatedRequestForNoNewGeneration() {
        // given
        Run run = new Run(conversation);
        append("alice", TestEvents.numbered(conversation, 7));

        // when
        append("alice", run.queued(6));

        // then
        assertThat(tail.atHead("alice", Watched.ALL).snapshots().found()).isEmpty();
        assertThat(tail.atHead("alice", Watched.ALL).snapshots().complete()).isTrue();
    }

    @Test
    void knowsWhatAFollowedUserHadWhenItHasLeftMemory() {
        // given
        tail.follow("alice", () -> {});
        append("alice", TestEvents.numbered(conversation, 7));

        // when
        tail.evictOldest();
        append("alice", TestEvents.numbered(conversation, 7));

        // then
        assertThat(after("alice", START + 1).entries()).isEmpty();
    }

    @Test
    void movesAReaderPastTheEventsOfOthers() {
        // given
        append("bob", TestEvents.created(conversation));

        // when
        After.Events found = after("alice", START);

        // then
        assertThat(found.next()).isEqualTo(next);
        assertThat(found.toHead()).isTrue();
    }

    @Test
    void takesNoMoreThanABatchAtOnce() {
        // given
        for (int i = 0; i < 5; i++) {
            append("alice", TestEvents.renamed(conversation, "Title " + i));
        }

        // when
        After.Events found =
                (After.Events)
                        tail.after("alice", START, new BatchLimits(2, 1_000_000), Watched.NONE);

        // then
        assertThat(found.entries()).hasSize(2);
        assertThat(found.next()).isEqualTo(START + 2);
        assertThat(found.toHead()).isFalse();
    }

    @Test
    void takesAnEventThatIsLargerThanABatchAlone() {
        // given
        append("alice", TestEvents.renamed(conversation, "x".repeat(500)));
        append("alice", TestEvents.renamed(conversation, "y"));

        // when
        After.Events found =
                (After.Events) tail.after("alice", START, new BatchLimits(10, 100), Watched.NONE);

        // then
        assertThat(found.entries()).hasSize(1);
    }

    @Test
    void saysThatAnOffsetHasLeftMemory() {
        // given
        for (int i = 0; i < 10; i++) {
            append("alice", TestEvents.renamed(conversation, "Title " + i));
        }

        // when
        tail.evictOldest();
        tail.evictOldest();

        // then
        assertThat(tail.after("alice", START, WIDE, Watched.NONE))
                .isEqualTo(new After.Older(START + 2));
        assertThat(offsetsAfter("alice", START + 2)).hasSize(8);
    }

    @Test
    void staysCompleteForAFollowerWhileOthersAreEvicted() {
        // given
        Runnable wake = () -> {};
        tail.follow("alice", wake);
        for (int i = 0; i < 10; i++) {
            append("bob", TestEvents.renamed(conversation, "Title " + i));
        }

        // when
        for (int i = 0; i < 10; i++) {
            tail.evictOldest();
        }
        long own = append("alice", TestEvents.created(conversation));

        // then
        assertThat(offsetsAfter("alice", START)).containsExactly(own);
    }

    @Test
    void keepsToItsBudget() {
        // given
        Tails small = new Tails(5_000, 1000);
        Tail bounded = small.open(UUID.randomUUID(), 0, 0);

        // when
        for (int offset = 0; offset < 200; offset++) {
            small.append(
                    bounded,
                    List.of(
                            logged(
                                    offset,
                                    "user-" + offset % 3,
                                    TestEvents.renamed(conversation, "Title " + offset))),
                    offset + 1);
        }

        // then
        assertThat(small.bytes()).isLessThanOrEqualTo(5_000).isPositive();
        assertThat(small.evicted()).isGreaterThan(150);
        assertThat(bounded.after("user-0", 0, WIDE, Watched.NONE)).isInstanceOf(After.Older.class);
        assertThat(bounded.completeFrom("user-1")).isGreaterThan(150);
    }

    @Test
    void wakesThoseWhoFollowTheUserOfARecord() {
        // given
        List<String> woken = new ArrayList<>();
        Runnable alices = () -> woken.add("alice");
        tail.follow("alice", alices);
        tail.follow("bob", () -> woken.add("bob"));

        // when
        append("alice", TestEvents.created(conversation));

        // then
        assertThat(woken).containsExactly("alice");

        // and when
        tail.unfollow("alice", alices);
        append("alice", TestEvents.renamed(conversation, "New"));

        // then
        assertThat(woken).containsExactly("alice");
    }

    @Test
    void holdsBackWhatARunThatLostWrites() {
        // given
        Run run = new Run(conversation);
        append("alice", run.queued());
        append("alice", run.started());
        append("alice", run.ofZombie("no"));
        append("alice", run.progressed("yes"));
        append("alice", run.completed());
        append("alice", run.progressed("late"));

        // when / then
        assertThat(offsetsAfter("alice", START))
                .containsExactly(START, START + 1, START + 3, START + 4);
    }

    @Test
    void passesOnAGenerationWhoseBeginningItHasNotSeen() {
        // given
        Run run = new Run(conversation);
        run.queued();
        run.started();
        run.progressed("before");

        // when
        append("alice", run.progressed("after"));
        append("alice", run.ofZombie("perhaps"));

        // then
        assertThat(offsetsAfter("alice", START)).hasSize(2);
        assertThat(tail.atHead("alice", Watched.ALL).snapshots().complete()).isFalse();
    }

    @Test
    void snapshotsTheRunningGenerationsOfWhatIsWatched() {
        // given
        Run run = new Run(conversation);
        append("alice", run.queued());
        append("alice", run.started());
        append("alice", run.progressed("Hello "));
        append("alice", run.progressed("world"));
        Run elsewhere = new Run(TestEvents.newId());
        append("alice", elsewhere.queued());
        Run ended = new Run(conversation);
        append("alice", ended.queued());
        append("alice", ended.started());
        append("alice", ended.completed());
        Run ofBob = new Run(conversation);
        append("bob", ofBob.queued());

        // when
        Snapshots found =
                tail.atHead("alice", new Watched.Only(java.util.Set.of(conversation))).snapshots();

        // then
        assertThat(found.complete()).isTrue();
        assertThat(found.found())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.generationId()).isEqualTo(run.generation());
                    assertThat(one.messageId()).isEqualTo(run.message());
                    assertThat(one.content())
                            .isEqualTo(
                                    Content.of(
                                            new Part.Text("Hello world", List.of("Hello world"))));
                    assertThat(one.attempt()).isEqualTo(1);
                });
    }

    @Test
    void passesEverythingOnBehindAGapAndHasNoSnapshotOfIt() {
        // given
        Run run = new Run(conversation);
        append("alice", run.queued());
        append("alice", run.started());
        run.progressed("lost");

        // when
        append("alice", run.progressed("after"));
        append("alice", run.ofZombie("perhaps"));

        // then
        assertThat(offsetsAfter("alice", START)).hasSize(4);
        assertThat(tail.atHead("alice", Watched.ALL).snapshots().complete()).isFalse();
    }

    @Test
    void goesOnBehindAPatchThatDoesNotFit() {
        // given
        Run run = new Run(conversation);
        append("alice", run.queued());
        append("alice", run.started());

        // when
        append("alice", run.misfitting());
        append("alice", run.completed());

        // then
        assertThat(offsetsAfter("alice", START)).hasSize(4);
    }

    @Test
    void goesOnBehindAPieceOfAnotherType() {
        // given
        Run run = new Run(conversation);
        append("alice", run.queued());
        append("alice", run.started());
        append("alice", run.progressed("text"));

        // when
        append("alice", run.ofAnotherType());
        append("alice", run.completed());

        // then
        assertThat(offsetsAfter("alice", START)).hasSize(5);
    }

    @Test
    void wakesEverybodyThoughOneIsGone() {
        // given
        List<String> woken = new ArrayList<>();
        tail.follow(
                "alice",
                () -> {
                    throw new IllegalStateException("its loop is gone");
                });
        tail.follow("alice", () -> woken.add("alice"));

        // when
        append("alice", TestEvents.created(conversation));

        // then
        assertThat(woken).containsExactly("alice");
    }

    @Test
    void hasNoSnapshotOfAnAnswerThatIsTooLong() {
        // given
        Run run = new Run(conversation);
        append("alice", run.queued());
        append("alice", run.started());

        // when
        append("alice", run.progressed("x".repeat(1001)));

        // then
        assertThat(tail.atHead("alice", Watched.ALL).snapshots())
                .isEqualTo(new Snapshots(List.of(), false));
    }

    @Test
    void countsOfATakeoverWhatItKeeps() {
        // given
        Run run = new Run(conversation);
        append("alice", run.queued());
        append("alice", run.started());
        append("alice", run.reasoned("r".repeat(600)));

        // when: nobody takes half a thought back
        append("alice", run.started());
        append("alice", run.progressed("x".repeat(600)));
        append("alice", run.started());
        append("alice", run.progressed("y".repeat(300)));

        // then
        assertThat(tail.atHead("alice", Watched.ALL).snapshots().found())
                .singleElement()
                .satisfies(one -> assertThat(one.content()).isEqualTo(run.content()));
        append("alice", run.progressed("z".repeat(101)));
        assertThat(tail.atHead("alice", Watched.ALL).snapshots().found()).isEmpty();
    }

    @Test
    void tellsItsFollowersThatItIsNotTheLogAnyMore() {
        // given
        List<String> woken = new ArrayList<>();
        tail.follow("alice", () -> woken.add("alice"));
        append("bob", TestEvents.created(conversation));

        // when
        tails.drop(tail);

        // then
        assertThat(woken).containsExactly("alice");
        assertThat(tail.after("alice", START, WIDE, Watched.NONE)).isEqualTo(new After.Retired());
        assertThat(tails.bytes()).isZero();
    }

    @Test
    void waitsForAnOffsetThatIsNotReadYet() {
        // given
        append("alice", TestEvents.created(conversation));

        // when
        After.Events found = after("alice", next + 5);

        // then
        assertThat(found.entries()).isEmpty();
        assertThat(found.next()).isEqualTo(next + 5);
    }
}
