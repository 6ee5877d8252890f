package dev.holdfast.contracts.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private final Position position = new Position(UUID.randomUUID(), 7, 1L << 40);

    @Test
    void comesBackFromItsText() {
        Cursor cursor = new Cursor(position, (1L << 53) - 1);

        assertThat(Cursor.of(cursor.text())).contains(cursor);
    }

    @Test
    void hasOneTextPerPlaceAndSequence() {
        assertThat(new Cursor(position, 3).text()).isEqualTo(new Cursor(position, 3).text());
        assertThat(new Cursor(position, 3).text()).isNotEqualTo(new Cursor(position, 4).text());
        assertThat(new Cursor(position.at(3), 3).text())
                .isNotEqualTo(new Cursor(position.at(4), 3).text());
    }

    @Test
    void isReadFromTheTextOfAPositionAloneAsWellAsAlways() {
        assertThat(Cursor.of("AQGTi256AHw-mxovbV5MOyoAAAAHAAABAAAAAAA"))
                .contains(
                        new Cursor(
                                new Position(
                                        UUID.fromString("01938b6e-7a00-7c3e-9b1a-2f6d5e4c3b2a"),
                                        7,
                                        1L << 40),
                                0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "%%%", "AAAA", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void isNotReadFromWhatIsNoCursor(String notACursor) {
        assertThat(Cursor.of(notACursor)).isEmpty();
    }

    @Test
    void isNotReadWithANegativeOffsetOrSequence() {
        assertThat(Cursor.of(new Cursor(position.at(-1), 0).text())).isEmpty();
        assertThat(Cursor.of(new Cursor(position, -1).text())).isEmpty();
    }

    @Test
    void isNotReadWithTheLengthOfOneVersionAndTheNumberOfTheOther() {
        String text = new Cursor(position, 3).text();

        assertThat(Cursor.of("AQ" + text.substring(2))).isEmpty();
        assertThat(Cursor.of(text.substring(0, 39))).isEmpty();
    }
}
