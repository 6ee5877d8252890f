package dev.holdfast.chat.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.chat.outbox.Settlement.Landing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettlementTest {
    private static final UUID GENERATION = UUID.randomUUID();

    @Test
    void forgetsWhatKafkaHas() {
        Settlement settlement =
                Settlement.of(
                        List.of(row(1, "a", null), row(2, "b", null)),
                        List.of(new Fate.Sent(0, 5), new Fate.Sent(0, 6)));
        assertThat(settlement.gone()).containsExactly(1L, 2L);
        assertThat(settlement.left()).isZero();
    }

    @Test
    void keepsEverythingOfAKeyBehindARowThatWasNotSent() {
        Settlement settlement =
                Settlement.of(
                        List.of(row(1, "a", null), row(2, "b", null), row(3, "a", null)),
                        List.of(new Fate.Unsent("away"), new Fate.Sent(0, 5), new Fate.Sent(0, 6)));
        assertThat(settlement.gone()).containsExactly(2L);
        assertThat(settlement.left()).isEqualTo(2);
    }

    @Test
    void namesTheUsersOfWhomKafkaHasALaterNumberFirst() {
        Settlement settlement =
                Settlement.of(
                        List.of(
                                numbered(1, "a"),
                                numbered(2, "b"),
                                numbered(3, "c"),
                                numbered(4, "a"),
                                numbered(5, "b"),
                                row(6, "d", null),
                                row(7, "d", null)),
                        List.of(
                                new Fate.Unsent("away"),
                                new Fate.Unsent("away"),
                                new Fate.Sent(0, 5),
                                new Fate.Sent(0, 6),
                                new Fate.Unsent("behind another"),
                                new Fate.Unsent("away"),
                                new Fate.Sent(0, 7)));
        assertThat(settlement.overtaken()).containsExactly("a");
        assertThat(settlement.gone()).containsExactly(3L);
    }

    @Test
    void putsANumberIntoWhatIsSent() {
        assertThat(numbered(1, "a").value()).asString().isEqualTo("{\"sequence\":1001,\"a\":1}");
        assertThat(row(1, "a", null).value()).asString().isEqualTo("{}");
    }

    @Test
    void parksWhatKafkaRefusesAndGoesOnBehindIt() {
        Settlement settlement =
                Settlement.of(
                        List.of(row(1, "a", GENERATION), row(2, "a", null)),
                        List.of(new Fate.Refused("too large"), new Fate.Sent(0, 5)));
        assertThat(settlement.parked()).isEqualTo(Map.of(1L, "too large"));
        assertThat(settlement.gone()).containsExactly(2L);
        assertThat(settlement.places()).isEqualTo(Map.of(GENERATION, Landing.NOWHERE));
    }

    @Test
    void notesThePlaceOfTheNewestRequest() {
        Settlement settlement =
                Settlement.of(
                        List.of(row(1, "g", GENERATION), row(2, "g", GENERATION)),
                        List.of(new Fate.Sent(3, 5), new Fate.Sent(3, 6)));
        assertThat(settlement.places()).isEqualTo(Map.of(GENERATION, new Landing(3, 6)));
    }

    @Test
    void namesARowAlikeHoweverOftenItIsSent() {
        assertThat(row(1, "a", null).eventId()).isEqualTo(row(1, "a", null).eventId());
        assertThat(row(1, "a", null).eventId()).isNotEqualTo(row(2, "a", null).eventId());
    }

    private static OutboxRow row(long id, String key, @Nullable UUID generation) {
        return new OutboxRow(
                id, "topic", key, "type", "{}", null, generation, null, Instant.EPOCH, false);
    }

    private static OutboxRow numbered(long id, String key) {
        return new OutboxRow(
                id,
                "topic",
                key,
                "type",
                "{\"a\":1}",
                null,
                null,
                1_000 + id,
                Instant.EPOCH,
                false);
    }
}
