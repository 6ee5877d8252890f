package dev.holdfast.chat.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contracts.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTest {

    @Test
    void takesAnyTextThatCanBeStored() {
        String text = "line\nline\t語 😀";
        assertThat(new Field("text", text).storable()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul \0", "\uD83D", "\uDE00", "\uD83Dx", "\uDE00\uD83D"})
    void refusesTextThatWouldComeBackChanged(String text) {
        assertThatThrownBy(() -> new Field("text", text).storable())
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> {
                            assertThat(refusal.problem().slug())
                                    .isEqualTo(ProblemType.INVALID_FIELD.slug());
                            assertThat(refusal.problem().field()).isEqualTo("text");
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "tab\t", "12345678901"})
    void wantsALineToBeOneAndShort(String line) {
        assertThatThrownBy(() -> new Field("title", line).line(10)).isInstanceOf(Refusal.class);
        assertThat(new Field("title", "1234567890").line(10)).isEqualTo("1234567890");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> new Field("id", null).id())
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem().detail()).contains("missing"));
    }
}
