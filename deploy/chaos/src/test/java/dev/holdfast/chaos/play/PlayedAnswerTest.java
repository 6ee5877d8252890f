package dev.holdfast.chaos.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.played.Act;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlayedAnswerTest {
    private static final List<PlayedAnswer> ANSWERS =
            IntStream.range(0, 200).mapToObj(i -> PlayedAnswer.to("prompt " + i)).toList();

    @Test
    void isAFunctionOfThePrompt() {
        assertThat(PlayedAnswer.to("one")).isEqualTo(PlayedAnswer.to("one"));
        assertThat(ANSWERS).doesNotHaveDuplicates();
    }

    @Test
    void isSaidWordForWord() {
        for (PlayedAnswer answer : ANSWERS) {
            StringBuilder said = new StringBuilder();
            StringBuilder thought = new StringBuilder();
            for (Act act : answer.script().acts()) {
                if (act instanceof Act.Say say) {
                    said.append(say.text());
                } else if (act instanceof Act.Reason reason) {
                    thought.append(reason.text());
                }
            }
            assertThat(said.toString()).isEqualTo(answer.text()).isNotBlank();
            assertThat(thought.toString()).isEqualTo(answer.reasoning());
        }
    }

    @Test
    void isOfEveryKind() {
        assertThat(ANSWERS).anyMatch(answer -> !answer.reasoning().isEmpty());
        assertThat(ANSWERS).anyMatch(answer -> answer.reasoning().isEmpty());
        assertThat(ANSWERS).anyMatch(answer -> answer.text().contains("```java"));
        assertThat(ANSWERS).anyMatch(answer -> answer.text().contains("🍞"));
        assertThat(ANSWERS).anyMatch(answer -> answer.text().length() > 1_000);
        assertThat(ANSWERS).anyMatch(answer -> answer.text().length() < 100);
    }
}
