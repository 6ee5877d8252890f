package dev.holdfast.contracts.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class PositionTest {
    private final Position position = new Position(UUID.randomUUID(), 7, 1L << 40);

    @Test
    void doesNotCompareAcrossLogsOrPartitions() {
        assertThat(position.comparesTo(position.at(1))).isTrue();
        assertThat(position.comparesTo(new Position(UUID.randomUUID(), 7, 1))).isFalse();
        assertThat(position.comparesTo(new Position(position.topicId(), 8, 1))).isFalse();
    }
}
