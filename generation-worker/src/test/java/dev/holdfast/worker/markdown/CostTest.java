package dev.holdfast.worker.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token costs the same in a long answer as in a short one: counted, not timed. */
class CostTest {
    private static final int TOKEN = 4;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Head\n\nSome *words* and [a link](https://a.b), see [it].\n\n- a\n- b\n\n",
                "- an item of a list that never ends, with *some* words\n",
                "- an item of a loose list that never ends\n\n",
                "some words of one *paragraph* that never ends\n",
                "some words of one line that never ends ",
                "> a quote that never ends\n",
                "<details>\n<summary>a</summary>\n\nwords\n\n</details>\n\n",
                "[a]\n\n[a]: https://a.b\n\n",
            })
    void aTokenCostsTheSameHoweverLongTheAnswer(String unit) {
        checkFlat("", unit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"int a = b < c ? 1 : 2;\n", "one long line ", "\n"})
    void aTokenOfCodeCostsTheSame(String unit) {
        checkFlat("```java\n", unit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"- an item in a fold that never ends\n", "words\n\n"})
    void aTokenInAFoldCostsTheSame(String unit) {
        checkFlat("<details>\n<summary>a</summary>\n\n", unit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"| one cell | *two* |\n", "a short row without a pipe\n"})
    void aRowCostsTheSame(String unit) {
        checkFlat("| a | b |\n|---|---|\n", unit);
    }

    private static void checkFlat(String head, String unit) {
        double early = perToken(head, unit, 8_000);
        double late = perToken(head, unit, 24_000);
        assertThat(late).isLessThan(early * 1.5);
    }

    private static double perToken(String head, String unit, int length) {
        String text = head + unit.repeat(length / unit.length());
        AnswerHtml answer = new AnswerHtml(ImageHosts.NONE);
        for (int at = 0; at < text.length(); at += TOKEN) {
            answer.append(text.substring(at, Math.min(text.length(), at + TOKEN)));
        }
        answer.finish();
        return answer.parsed() / ((double) text.length() / TOKEN);
    }
}
