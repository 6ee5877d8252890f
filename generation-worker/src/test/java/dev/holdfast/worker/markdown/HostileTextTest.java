package dev.holdfast.worker.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Texts made to cost much, to nest without end or to break the parser: they are read like any
 * other. The limit is for a parser that would never come back, on a machine that is slow.
 */
class HostileTextTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int LENGTH = 10_000;
    private static final int PIECE = 40;

    private static Map<String, String> bombs() {
        Map<String, String> bombs = new LinkedHashMap<>();
        for (String unit :
                new String[] {
                    ">",
                    "[",
                    "![",
                    "*",
                    "_",
                    "~~a",
                    "`",
                    "<",
                    "&",
                    "|",
                    "- ",
                    "*a_ ",
                    "*a **b ",
                    "*「a",
                    "中**）",
                    "~~（中",
                    "[a](",
                    "[a][",
                    "[a](b \"",
                    "<a x='",
                    "<!--",
                    "]",
                    "# \n",
                    "- a\n\n  b\n",
                    "a\n=",
                    "```\na\n",
                    "a@",
                    "http://a",
                    "[![a](b)](c) ",
                    "**a\n",
                    "- \n",
                    "$",
                    "$a",
                    "$$",
                    "$$\n",
                    "\\(",
                    "\\[\n",
                    "\\(a\\)",
                    "\\ce{",
                    "\\ce{H2O} ",
                    "($)",
                    "<details>",
                    "<details>\n",
                    "<details>\n<summary>",
                    "<details><summary>a</summary>\n",
                    "</details>\n",
                    "<details>\n</details>a\n",
                    "<br>",
                    "<br>\n",
                    "]$[",
                    "a $$ b\n",
                    "```js\n\"`/*\n",
                    "$\\def\\a{\\a\\a}\\a$ "
                }) {
            bombs.put("many " + unit, unit.repeat(LENGTH / unit.length()));
        }
        bombs.put("brackets in brackets", "[".repeat(LENGTH / 2) + "]".repeat(LENGTH / 2));
        bombs.put("images in images", "![".repeat(LENGTH / 3) + "]".repeat(LENGTH / 3));
        bombs.put("emphasis in emphasis", "*a".repeat(LENGTH / 4) + "a*".repeat(LENGTH / 4));
        bombs.put("a tag of attributes", "<a" + " x".repeat(LENGTH / 2));
        bombs.put(
                "short rows", "|a".repeat(60) + "\n" + "|-".repeat(60) + "\n" + "b\n".repeat(3000));
        bombs.put("blank lines in lists", "- ".repeat(50) + "a" + "\n".repeat(LENGTH));
        bombs.put("labels and definitions", labels(600));
        bombs.put("a line of code", "```js\n" + "\"'`${/*<".repeat(LENGTH / 8));
        bombs.put("blanks in an address", "[x](" + " ".repeat(LENGTH / 2) + "a b");
        bombs.put("code behind many marks", "*a ".repeat(20) + "`code " + "b ".repeat(LENGTH / 4));
        bombs.put("a deep formula", "$" + "\\sqrt{".repeat(LENGTH / 6));
        bombs.put("one line", "a ".repeat(LENGTH / 2));
        return bombs;
    }

    private static String labels(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("[a").append(i).append("] ");
        }
        for (int i = 0; i < count; i++) {
            text.append("\n\n[a").append(i).append("]: https://a.b");
        }
        return text.toString();
    }

    @TestFactory
    Stream<DynamicTest> costsNoMoreThanItsLength() {
        return bombs().entrySet().stream()
                .map(bomb ->
                        DynamicTest.dynamicTest(
                                bomb.getKey().replace("\n", "\\n"), () -> defuse(bomb.getValue())));
    }

    private static void defuse(String text) {
        String whole = assertTimeoutPreemptively(LIMIT, () -> Markdown.renderWhole(text));
        Reader reader = new Reader();
        assertTimeoutPreemptively(
                LIMIT,
                () -> {
                    for (int at = 0; at < text.length(); at += PIECE) {
                        reader.reads(text.substring(at, Math.min(text.length(), at + PIECE)));
                    }
                    reader.finishes();
                });
        assertThat(reader.html()).isEqualTo(whole);
        reader.blocks().forEach(WellFormed::check);
    }
}
