package dev.holdfast.contracts.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {
    private final Position position = new Position(UUID.randomUUID(), 7, 1L << 40);

    @Test
    void comesBackFromItsCursor() {
        assertThat(Position.ofCursor(position.toCursor())).contains(position);
    }

    @Test
    void hasOneCursorPerPlace() {
        assertThat(position.at(3).toCursor()).isNotEqualTo(position.at(4).toCursor());
        assertThat(position.at(3).toCursor()).isEqualTo(position.at(3).toCursor());
    }

    @Test
    void doesNotCompareAcrossLogsOrPartitions() {
        assertThat(position.comparesTo(position.at(1))).isTrue();
        assertThat(position.comparesTo(new Position(UUID.randomUUID(), 7, 1))).isFalse();
        assertThat(position.comparesTo(new Position(position.topicId(), 8, 1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "%%%", "AAAA", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void isNotReadFromWhatIsNoCursor(String notACursor) {
        assertThat(Position.ofCursor(notACursor)).isEmpty();
    }

    @Test
    void isNotReadWithANegativeOffset() {
        assertThat(Position.ofCursor(position.at(-1).toCursor())).isEmpty();
    }
}
