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

    /** Words of those who wrote the check, and not of those who filled in the field. */
    @ParameterizedTest
    @ValueSource(strings = {"", "nul \0", "\uD83D", "a\nb", "tab\t", "12345678901"})
    void saysWhatIsWrongInAPersonsWords(String line) {
        assertThatThrownBy(() -> new Field("title", line).line(10))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.problem().detail())
                                        .doesNotContainIgnoringCase(
                                                "UTF-16",
                                                "code unit",
                                                "surrogate",
                                                "U+",
                                                "control character")
                                        .matches("[A-Z].*\\."));
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> new Field("id", null).id())
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem().detail()).contains("missing"));
    }
}
