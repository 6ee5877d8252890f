package dev.holdfast.chat.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    private static final Instant AT = Instant.parse("2026-11-22T11:17:25.123Z");

    @Test
    void makesUuid7OfItsTime() {
        // when
        UUID made = Ids.make(AT);
        // then
        assertThat(made.version()).isEqualTo(7);
        assertThat(made.variant()).isEqualTo(2);
        assertThat(made.getMostSignificantBits() >>> 16).isEqualTo(AT.toEpochMilli());
        assertThat(Ids.make(AT)).isNotEqualTo(made);
        assertThat(Ids.parse(made.toString())).contains(made);
    }

    @Test
    void derivesTheSameIdForTheSameRequestOfTheSameUser() {
        // given
        UUID from = Ids.make(AT);
        // when
        UUID derived = Ids.derived(from, "alice", "reply");
        // then
        assertThat(derived).isEqualTo(Ids.derived(from, "alice", "reply"));
        assertThat(derived)
                .isNotEqualTo(from)
                .isNotEqualTo(Ids.derived(from, "bob", "reply"))
                .isNotEqualTo(Ids.derived(from, "alice", "other"));
        assertThat(Ids.parse(derived.toString())).contains(derived);
        assertThat(derived.getMostSignificantBits() >>> 16).isEqualTo(AT.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                // version 4
                "c9b2f3a8-3b57-4d6b-9d3f-0b8f3f1f2a11",
                // another variant
                "0193a5b0-6a54-7cc1-cd3e-2f6a1d2b3c4d",
                "0193a5b06a547cc18d3e2f6a1d2b3c4d",
                "193a5b0-6a54-7cc1-8d3e-2f6a1d2b3c4d",
                "{0193a5b0-6a54-7cc1-8d3e-2f6a1d2b3c4d}",
                "0193a5b0-6a54-7cc1-8d3e-2f6a1d2b3c4d\n"
            })
    void parsesNothingElse(String raw) {
        assertThat(Ids.parse(raw)).isEmpty();
    }
}
