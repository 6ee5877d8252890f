package dev.holdfast.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.gateway.TestEvents;
import dev.holdfast.gateway.TestEvents.Run;
import dev.holdfast.gateway.replay.Watched;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is written to the log again is said once to each holder of a cursor. */
class RepeatsTest {
    private final FakeLog log = new FakeLog(1_000_000);
    private final FakeOutlet outlet = new FakeOutlet();
    private final Session session = open(log, outlet);
    private final UUID conversation = TestEvents.newId();
    private final Watched watched = new Watched.Only(Set.of(conversation));

    private static Session open(FakeLog log, FakeOutlet outlet) {
        return new Connections(log, Map.of()).open("alice", outlet).orElseThrow();
    }

    private static void write(FakeLog log, UUID conversation, long... numbers) {
        for (long number : numbers) {
            log.append("alice", TestEvents.numbered(conversation, number));
        }
    }

    private static List<Long> numbers(List<JsonNode> frames) {
        List<Long> numbers = new ArrayList<>();
        frames.forEach(frame ->
                frame.path("events")
                        .forEach(event -> numbers.add(event.path("sequence").asLong())));
        return numbers;
    }

    private static List<String> cursors(List<JsonNode> frames) {
        return frames.stream().map(frame -> frame.path("cursor").asText()).toList();
    }

    @Test
    void saysARepeatToNobodyAndStandsBehindIt() {
        // given
        session.resume(null, watched);
        write(log, conversation, 7);
        outlet.frames();

        // when
        write(log, conversation, 7, 5);
        session.ping();

        // then
        List<JsonNode> frames = outlet.frames();
        assertThat(frames).hasSize(1);
        assertThat(cursors(frames)).containsExactly(log.cursor(3, 7));
    }

    @Test
    void saysInEveryCursorWhatItsHolderHasHad() {
        // given
        write(log, conversation, 7);
        Run run = new Run(conversation);
        log.append("alice", run.queued(8));

        // when
        session.resume(null, watched);
        write(log, conversation, 9);

        // then
        assertThat(cursors(outlet.frames()))
                .containsExactly(log.cursor(2, 8), log.cursor(2, 8), log.cursor(3, 9));
    }

    @Test
    void goesOnFromACursorOfAPositionAlone() {
        // given
        write(log, conversation, 7, 8);
        byte[] bytes = Base64.getUrlDecoder().decode(log.cursor(1));
        bytes[0] = 1;
        byte[] first = Arrays.copyOf(bytes, bytes.length - Long.BYTES);

        // when
        session.resume(Base64.getUrlEncoder().withoutPadding().encodeToString(first), watched);

        // then
        List<JsonNode> frames = outlet.frames();
        assertThat(cursors(frames)).containsExactly(log.cursor(1, 0), log.cursor(2, 8));
        assertThat(numbers(frames)).containsExactly(8L);
    }

    @Test
    void doesNotSayWhatAStateContainsThatIsAheadOfItsPosition() {
        // given
        write(log, conversation, 7, 8, 9);

        // when
        session.resume(log.cursor(0, 8), watched);

        // then
        assertThat(numbers(outlet.frames())).containsExactly(9L);
    }

    @Test
    void knowsAfterAResetWhatTheLogHadBeforeIt() {
        // given
        write(log, conversation, 7, 8);
        session.resume("not a cursor", watched);
        outlet.frames();

        // when
        write(log, conversation, 7, 8, 9);

        // then
        assertThat(numbers(outlet.frames())).containsExactly(9L);
    }

    @Test
    void knowsInANewTailWhatItsClientHasHad() {
        // given
        session.resume(null, watched);
        write(log, conversation, 7, 8);
        log.startAgain();
        outlet.frames();

        // when
        write(log, conversation, 7, 8, 9);

        // then
        assertThat(numbers(outlet.frames())).containsExactly(9L);
    }

    @Test
    void knowsInALogMadeAnewWhatItsClientHasHad() {
        // given
        session.resume(null, watched);
        write(log, conversation, 7, 8);
        outlet.frames();

        // when
        log.makeAnew();
        write(log, conversation, 8, 9);

        // then
        assertThat(numbers(outlet.frames())).containsExactly(9L);
    }

    /** From memory and from the archive, which knows nothing of what was read before. */
    @Test
    void saysTheRestOnceWhereverItGoesOn() {
        for (long memory : new long[] {1_000_000, 1_500}) {
            // given
            FakeLog written = new FakeLog(memory);
            FakeOutlet first = new FakeOutlet();
            Session reader = open(written, first);
            reader.resume(null, watched);
            for (long number = 1; number <= 20; number++) {
                write(written, conversation, number);
                write(written, conversation, LongStream.rangeClosed(number / 2, number).toArray());
            }
            List<JsonNode> heard = first.frames();
            assertThat(numbers(heard)).isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList());
            for (int cut = 0; cut < 20; cut++) {
                // when
                FakeOutlet again = new FakeOutlet();
                open(written, again).resume(cursors(heard).get(cut), watched);

                // then
                assertThat(numbers(again.frames()))
                        .isEqualTo(LongStream.rangeClosed(cut + 1, 20).boxed().toList());
            }
            assertThat(written.olderReads()).matches(reads -> memory == 1_500 == reads > 0);
        }
    }
}
