package dev.holdfast.worker.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LooksTest {
    private static final long ROOM = 1_000;

    private final Looks looks = new Looks();

    @Test
    void answersOnceEverythingBeforeTheEndWasRead() {
        // given
        Heard heard = look(0, 5, 8, ROOM);

        // when
        say(0, 5, "a", "b");

        // then
        assertThat(heard.answer).isNotDone();
        assertThat(looks.next(0)).hasValue(7);

        // when
        say(0, 7, "c", "after the end");

        // then
        assertThat(heard.answer).isCompletedWithValue("nothing");
        assertThat(heard.bodies).containsExactly("a", "b", "c");
        assertThat(looks.next(0)).isEmpty();
    }

    @Test
    void answersAtOnceWhereThereIsNothingToRead() {
        assertThat(look(0, 8, 8, ROOM).answer).isCompletedWithValue("nothing");
        assertThat(looks.next(0)).isEmpty();
    }

    @Test
    void answersAtOnceWhatNothingLaterCanChange() {
        // given
        Heard heard = look(0, 0, 1_000, ROOM);

        // when
        say(0, 0, "a", "found", "b");

        // then
        assertThat(heard.answer).isCompletedWithValue("found");
        assertThat(heard.bodies).containsExactly("a", "found");
        assertThat(looks.next(0)).isEmpty();
    }

    @Test
    void servesSeveralWhoseStretchesOverlapWithOneReading() {
        // given
        Heard long1 = look(0, 2, 6, ROOM);
        Heard short1 = look(0, 4, 5, ROOM);

        // when
        say(0, 2, "c", "d", "e", "f");

        // then
        assertThat(long1.bodies).containsExactly("c", "d", "e", "f");
        assertThat(short1.bodies).containsExactly("e");
        assertThat(long1.answer).isDone();
        assertThat(short1.answer).isDone();
    }

    @Test
    void readsAnEarlierStretchAgainForOneThatCameLater() {
        // given
        Heard first = look(0, 5, 9, ROOM);
        say(0, 5, "f", "g");

        // when
        Heard later = look(0, 3, 6, ROOM);

        // then
        assertThat(looks.next(0)).hasValue(3);

        // when
        say(0, 3, "d", "e", "f", "g", "h", "i");

        // then
        assertThat(first.bodies).containsExactly("f", "g", "h", "i");
        assertThat(later.bodies).containsExactly("d", "e", "f");
    }

    @Test
    void keepsPartitionsApart() {
        // given
        Heard zero = look(0, 0, 1, ROOM);
        Heard one = look(1, 0, 1, ROOM);

        // when
        say(1, 0, "of one");

        // then
        assertThat(one.bodies).containsExactly("of one");
        assertThat(zero.bodies).isEmpty();
        assertThat(looks.next(0)).hasValue(0);
    }

    @Test
    void takesForSilentWhatLiesBeyondItsRoom() {
        // given
        Heard heard = look(0, 0, 1_000, 10);

        // when
        say(0, 0, "12345", "67890", "x");

        // then
        assertThat(heard.answer).isCompletedWithValue("nothing");
        assertThat(heard.bodies).containsExactly("12345", "67890");
    }

    @Test
    void goesOnAtTheOldestThatIsKept() {
        // given
        Heard gone = look(0, 3, 10, ROOM);
        Heard left = look(0, 3, 30, ROOM);

        // when
        looks.reached(0, 20);

        // then
        assertThat(gone.answer).isCompletedWithValue("nothing");
        assertThat(left.answer).isNotDone();
        assertThat(looks.next(0)).hasValue(20);
    }

    @Test
    void passesOverARecordWithoutABody() {
        // given
        Heard heard = look(0, 0, 2, ROOM);

        // when
        looks.take(0, 0, "type", null);
        say(0, 1, "b");

        // then
        assertThat(heard.bodies).containsExactly("b");
        assertThat(heard.answer).isDone();
    }

    @Test
    void forgetsOneThatNobodyWaitsFor() {
        // given
        Heard left = look(0, 3, 10, ROOM);
        look(0, 5, 10, ROOM);

        // when
        left.answer.cancel(false);

        // then
        assertThat(looks.next(0)).hasValue(5);
    }

    @Test
    void answersAllOfAPartitionThatNobodyCanReadOn() {
        // given
        Heard heard = look(0, 3, 10, ROOM);

        // when
        looks.giveUp(0);

        // then
        assertThat(heard.answer).isCompletedWithValue("nothing");
    }

    private Heard look(int partition, long from, long end, long room) {
        Heard heard = new Heard();
        looks.add(new Look<>(partition, from, end, room, heard, heard.answer));
        return heard;
    }

    private void say(int partition, long offset, String... bodies) {
        for (int i = 0; i < bodies.length; i++) {
            looks.take(partition, offset + i, "type", bodies[i].getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Finds the word "found". */
    private static final class Heard implements Finding<String> {
        final List<String> bodies = new ArrayList<>();
        final CompletableFuture<String> answer = new CompletableFuture<>();

        @Override
        public Optional<String> after(@Nullable String type, byte[] body) {
            String said = new String(body, StandardCharsets.UTF_8);
            bodies.add(said);
            return said.equals("found") ? Optional.of(said) : Optional.empty();
        }

        @Override
        public String atEnd() {
            return "nothing";
        }
    }
}
