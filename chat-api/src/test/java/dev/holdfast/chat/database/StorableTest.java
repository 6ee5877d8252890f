package dev.holdfast.chat.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StorableTest {

    @Test
    void storesTextAsPostgresTakesItWithoutChangingItsLength() {
        assertThat(Storable.text("a\0b\ud83dc\ud83d\ude00"))
                .isEqualTo("a\ufffdb\ufffdc\ud83d\ude00")
                .hasSize(7);
    }
}
