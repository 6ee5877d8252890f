package dev.holdfast.chat.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoubtTest {

    @Test
    void isOfWhatWaitedWhenTheSeatWasTaken() {
        // given
        Doubt doubt = new Doubt();
        // when
        doubt.seated(7);
        // then
        assertThat(doubt.marked(rows(6, 7, 8)))
                .extracting(OutboxRow::mayRepeat)
                .containsExactly(true, true, false);
    }

    @Test
    void isOfNothingThatCameLater() {
        // given
        Doubt doubt = new Doubt();
        doubt.seated(0);
        // when
        doubt.settled(rows(1, 2), settlement(0));
        // then
        assertThat(doubt.marked(rows(3))).extracting(OutboxRow::mayRepeat).containsExactly(false);
    }

    @Test
    void isOfWhatIsSentAgainAfterAFailure() {
        // given
        Doubt doubt = new Doubt();
        doubt.seated(0);
        // when
        doubt.settled(rows(1, 2, 3), settlement(2));
        // then
        assertThat(doubt.marked(rows(2, 3, 4)))
                .extracting(OutboxRow::mayRepeat)
                .containsExactly(true, true, false);
    }

    private static Settlement settlement(int left) {
        return new Settlement(List.of(), Map.of(), Map.of(), Set.of(), left);
    }

    private static List<OutboxRow> rows(long... ids) {
        return java.util.Arrays.stream(ids)
                .mapToObj(id ->
                        new OutboxRow(
                                id,
                                "topic",
                                "key",
                                "type",
                                "{}",
                                null,
                                null,
                                null,
                                Instant.EPOCH,
                                false))
                .toList();
    }
}
