package dev.holdfast.worker.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.worker.provider.Completion;
import dev.holdfast.worker.provider.Completion.Correction;
import dev.holdfast.worker.provider.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each case is cut in every way of up to seven characters. */
class ThinkTagsTest {
    private final List<Boolean> learned = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "<think>hm</think>Hello|hm|Hello",
                "~~<think>~hm~</think>~~Hello|~hm~|Hello",
                "<thinking>hm</thinking> Hello|hm|Hello",
                "<THINK>hm</Think>Hello|hm|Hello",
                "<think></think>Hello||Hello",
                "<think>a</think>~<think>b</think>Hello|ab|Hello",
                "<think>1 </ 2 <b> </thinker></think>Hello|1 </ 2 <b> </thinker>|Hello",
                "<think>hm|hm|",
                "<think>hm</thin|hm</thin|",
                "~Hello||~Hello",
                "<thin ice||<thin ice",
                "<thinker> said||<thinker> said",
                "What is <think>?||What is <think>?",
                "<think>hm</think>Say </think> so|hm|Say </think> so",
            })
    void tellsThinkingFromTheAnswer(
            String whole, @Nullable String reasoning, @Nullable String text) {
        for (int size = 1; size <= 7; size++) {
            Heard heard = hear(whole.replace('~', '\n'), size, false);
            assertThat(heard.reasoning()).isEqualTo(lines(reasoning));
            assertThat(heard.text()).isEqualTo(lines(text));
            assertThat(completion(heard).correction()).isNull();
        }
        assertThat(learned).isEmpty();
    }

    private static String lines(@Nullable String text) {
        return text == null ? "" : text.replace('~', '\n');
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 100})
    void correctsAThoughtThatIsOnlyClosed(int size) {
        // when
        Heard heard = hear("Hm, so.\n</think>\n\nHello </think>", size, false);

        // then
        Correction correction = Objects.requireNonNull(completion(heard).correction());
        assertThat(correction.reasoning(heard.text(), heard.reasoning())).isEqualTo("Hm, so.\n");
        assertThat(correction.text(heard.text(), heard.reasoning())).isEqualTo("Hello </think>");
        assertThat(learned).containsExactly(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Close it with `</think>`, like that.",
                "So:\n\n```html\n</think>\n```\nDone.",
                "So:\n~~~\n</think>\n~~~\nDone.",
            })
    void leavesATagWithinCodeAlone(String text) {
        for (int size = 1; size <= 7; size++) {
            Heard heard = hear(text, size, false);
            assertThat(heard.text()).isEqualTo(text);
            assertThat(completion(heard).correction()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hm</think>\nHello", "<think>hm</think>\nHello", "\n<think>hm</think>Hello"})
    void beginsWithThinkingWhereTheModelIsKnownTo(String whole) {
        for (int size = 1; size <= 7; size++) {
            Heard heard = hear(whole, size, true);
            assertThat(heard.reasoning()).isEqualTo("hm");
            assertThat(heard.text()).isEqualTo("Hello");
            assertThat(completion(heard).correction()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void correctsAPresumptionThatWasWrong(int size) {
        // when
        Heard heard = hear("Hello <b", size, true);

        // then
        Correction correction = Objects.requireNonNull(completion(heard).correction());
        assertThat(correction.text(heard.text(), heard.reasoning())).isEqualTo("Hello <b");
        assertThat(correction.reasoning(heard.text(), heard.reasoning())).isEmpty();
        assertThat(learned).containsExactly(false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesTagsAloneWhereTheServerNamesReasoningItself(boolean presumed) {
        // given
        Heard heard = new Heard();
        ThinkTags tags = new ThinkTags(heard, presumed, learned::add);

        // when
        tags.reasoned("hm");
        tags.answered("<think>");
        tags.answered(" is a tag, </think> too");
        tags.completed(new Completion(FinishReason.STOP));

        // then
        assertThat(heard.reasoning()).isEqualTo("hm");
        assertThat(heard.text()).isEqualTo("<think> is a tag, </think> too");
        assertThat(completion(heard).correction()).isNull();
    }

    private Heard hear(String whole, int size, boolean presumed) {
        Heard heard = new Heard();
        ThinkTags tags = new ThinkTags(heard, presumed, learned::add);
        for (int from = 0; from < whole.length(); from += size) {
            tags.answered(whole.substring(from, Math.min(whole.length(), from + size)));
        }
        tags.completed(new Completion(FinishReason.STOP));
        return heard;
    }

    private static Completion completion(Heard heard) {
        return (Completion) heard.onlyEnd();
    }
}
