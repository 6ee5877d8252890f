package dev.holdfast.chat.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.chat.identity.Ids;
import dev.holdfast.chat.problem.Refusal;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageCursorTest {

    @Test
    void comesBackAsItWas() {
        Instant at = Instant.parse("2026-11-22T11:17:25.123Z");
        PageCursor cursor = new PageCursor(at, Ids.make(at));
        assertThat(PageCursor.parse(cursor.toString())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "AAAA", "!!!"})
    void refusesWhatItDidNotMake(String before) {
        assertThatThrownBy(() -> PageCursor.parse(before)).isInstanceOf(Refusal.class);
    }

    @Test
    void takesAMadeUpTimeWithoutBreaking() {
        byte[] bytes = new byte[24];
        bytes[0] = (byte) 0x7f;
        String madeUp = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        assertThat(PageCursor.parse(madeUp).updatedAt())
                .isEqualTo(Instant.parse("9999-12-31T23:59:59.999Z"));
    }
}
