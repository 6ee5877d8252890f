package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeedleTest {
    private static final String SECRET = "sk-4f1c0a~needle?in>hay";
    private final Needle needle = new Needle(SECRET);

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "Bearer ", "alice:"})
    void isFoundWhereverItStoodInWhatWasEncoded(String before) {
        byte[] text = (before + SECRET + " and more").getBytes(StandardCharsets.UTF_8);

        assertThat(needle.in(new String(text, StandardCharsets.UTF_8))).isNotEmpty();
        assertThat(needle.in(Base64.getEncoder().encodeToString(text))).isNotEmpty();
        assertThat(needle.in(Base64.getUrlEncoder().encodeToString(text))).isNotEmpty();
        assertThat(needle.in(HexFormat.of().formatHex(text))).isNotEmpty();
        assertThat(needle.in(HexFormat.of().withUpperCase().formatHex(text))).isNotEmpty();
    }

    @Test
    void isNotFoundWhereItIsNot() {
        assertThat(needle.in("sk-4f1c0a… and the last four: >hay")).isEmpty();
    }
}
