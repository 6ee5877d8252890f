package dev.holdfast.worker.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * However a text is cut, it ends as the HTML of the whole; on the way every block is complete.
 * Seeds are fixed, so that a failure can be repeated.
 */
class IncrementalRenderingTest {
    private static final int[] LONGEST_PIECES = {1, 2, 4, 10, 30, 100};
    private static final List<String> SEPARATORS =
            List.of("\n", "\n\n", "", "\r\n", "\r", "\n\n\n", "   \n");

    /** What markdown is made of, and whatever may stand in its way. */
    private static final List<String> ATOMS =
            List.of(
                    "- ",
                    "* ",
                    "1. ",
                    "2) ",
                    "  ",
                    "    ",
                    "\n",
                    "\n\n",
                    "\n",
                    "a",
                    "b c",
                    "|",
                    "| a | b |\n",
                    "|---|---|\n",
                    "```\n",
                    "~~~",
                    "`",
                    "*",
                    "**",
                    "_",
                    "[a]",
                    "[a]: /x\n",
                    "[b]: <http://y.z> 'tt\n",
                    "'",
                    "]",
                    "[",
                    "(",
                    ")",
                    "![i](http://h/i.png)",
                    "> ",
                    ">",
                    "# ",
                    "===\n",
                    "---\n",
                    "<div>\n",
                    "<b>",
                    "&amp;",
                    "\\",
                    "~~",
                    "http://ex.am/p",
                    "\t",
                    "\r",
                    "\r\n",
                    "- [ ] t\n",
                    "- [x] u\n",
                    "é",
                    "\uD83D\uDE00",
                    "[b]",
                    "[c]: http://c.d\n\n",
                    "[c]",
                    "$",
                    "$$",
                    "$$\n",
                    "\\(",
                    "\\)",
                    "\\[",
                    "\\]\n",
                    "x^2",
                    "「文」",
                    "<details>",
                    "<details>\n",
                    "<details open>\n<summary>a</summary>\n",
                    "<summary>",
                    "</summary>",
                    "</details>\n",
                    "</details>",
                    "<br>",
                    "<br/>\n",
                    "。**",
                    "*中",
                    "~~（旧）~~",
                    "\\frac{a}{b}",
                    "```js\n",
                    "let a = `b\n",
                    "/* c\n",
                    "words enough that a line of them is longer than most lines in an answer"
                            + " are\n");

    /** Lines of which long lists, tables and code are made. */
    private static final List<List<String>> LONG_BLOCKS =
            List.of(
                    List.of(
                            "- item one two three [a] *x*\n",
                            "- other\n",
                            "\n",
                            "  more of it\n",
                            "  - nested\n",
                            "\n\n",
                            "    code?\n",
                            "- \n",
                            "[a]: http://a.b\n",
                            "- - -\n",
                            "* b\n",
                            "para\n",
                            "lazy\n",
                            "1. x\n",
                            "  > q\n",
                            "- ```\n",
                            "  ```\n",
                            "- [z]\n",
                            "  [z]: http://zz.z\n"),
                    List.of(
                            "| longer cell text here | *and* more |\n",
                            "| a | b [a] |\n",
                            "| x\n",
                            "|---|:-:|\n",
                            "plain\n",
                            "|\n",
                            "\n",
                            "[a]: http://a.b\n",
                            "a | b | c | d\n",
                            "> q\n",
                            "para\n"),
                    List.of(
                            "int a = 1; // <b> \n",
                            "\n",
                            "    x\n",
                            "```java\n",
                            "```\n",
                            "~~~~\n",
                            "````\n",
                            "  ```",
                            "text [a] \n",
                            "```x\n",
                            "- ```\n",
                            "[a]: http://a.b\n"),
                    List.of(
                            "and $x^2$ is *it*\n",
                            "$$\n",
                            "\\[\n",
                            "\\]\n",
                            "\\begin{aligned} a &= b \\\\\n",
                            "- c \\end{aligned}\n",
                            "= \\frac{1}{2}\n",
                            "$$x$$\n",
                            "$$ y $$ then *more*\n",
                            "text $$z\n",
                            "> $$\n",
                            "- $$ a\n",
                            "  b $$\n",
                            "1. c $$\n",
                            "   $$\n",
                            "Price ($) = \\ce{H2O} ($)\n",
                            "\n",
                            "$5 and $10\n",
                            "[a]: http://a.b\n",
                            "\\(a \\) [a]\n"),
                    List.of(
                            "text of a fold [a]\n",
                            "\n",
                            "<details>\n",
                            "<summary>a *b*</summary>\n",
                            "<details><summary>c</summary>d\n",
                            "<details><summary>c</summary>d</details>\n",
                            "<summary>\n",
                            "</summary> e\n",
                            "</details>\n",
                            "</details> f\n",
                            "- g</details>\n",
                            "```\n",
                            "> <details>\n",
                            "- <details>\n",
                            "  <details>\n",
                            "    </details>\n",
                            "| a<br>b |\n",
                            "<br>\n",
                            "[a]: http://a.b\n",
                            "# h\n"),
                    List.of(
                            "let a = `b ${c}\n",
                            "d` /* e\n",
                            "*/ if (f) { // g\n",
                            "\"\"\" 'h\n",
                            "<script> </script>\n",
                            "\n",
                            "```\n",
                            "```php\n",
                            "```html\n"));

    /** The same blocks come again and again, however the text is cut. */
    private static final Set<String> CHECKED = new HashSet<>();

    @Test
    void everyExampleEndsAsItsWholeHoweverItIsCut() {
        assertThat(Examples.ALL).hasSizeGreaterThan(680);
        for (int example = 0; example < Examples.ALL.size(); example++) {
            for (int cutting = 0; cutting < LONGEST_PIECES.length; cutting++) {
                Random random = new Random(example * 31L + cutting);
                check(Examples.ALL.get(example), LONGEST_PIECES[cutting], random);
            }
        }
    }

    @Test
    void examplesInARowEndAsTheirWhole() {
        Random random = new Random(2026);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 2 + random.nextInt(10); i > 0; i--) {
                text.append(pick(Examples.ALL, random)).append(pick(SEPARATORS, random));
            }
            check(text.toString(), pieces(random), random);
        }
    }

    @Test
    void noiseEndsAsItsWhole() {
        Random random = new Random(4711);
        for (int round = 0; round < 1000; round++) {
            StringBuilder text = new StringBuilder();
            String favourite = pick(ATOMS, random);
            for (int i = 2 + random.nextInt(round % 5 == 0 ? 120 : 30); i > 0; i--) {
                text.append(random.nextInt(4) == 0 ? favourite : pick(ATOMS, random));
            }
            check(text.toString(), pieces(random), random);
        }
    }

    @Test
    void longBlocksEndAsTheirWhole() {
        Random random = new Random(99);
        for (int round = 0; round < 400; round++) {
            List<String> lines = LONG_BLOCKS.get(round % LONG_BLOCKS.size());
            StringBuilder text = new StringBuilder();
            text.append(
                    List.of(
                                    "",
                                    "| a [a] | b |\n|---|---|\n",
                                    "```java\n",
                                    "",
                                    "<details>\n",
                                    "```ts\n")
                            .get(round % LONG_BLOCKS.size()));
            for (int i = 5 + random.nextInt(50); i > 0; i--) {
                boolean usual = random.nextInt(3) > 0;
                text.append(usual ? lines.get(random.nextInt(2)) : pick(lines, random));
            }
            check(text.toString(), pieces(random), random);
        }
    }

    @Test
    void aRealAnswerEndsAsItsWhole() throws IOException {
        String text;
        try (InputStream answer = getClass().getResourceAsStream("answer.md")) {
            text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (int round = 0; round < 12; round++) {
            Random random = new Random(round);
            check(text, pieces(random), random);
        }
    }

    @Test
    void halfCharactersAndHalfLineBreaksEndAsTheirWhole() {
        Random random = new Random(7);
        String text = "a\r\n\r\n\uD83D\uDE00 *\uD83D\uDE00*\r\r~~~\r\nx\r\r\ny\r";
        for (int round = 0; round < 200; round++) {
            check(text, 1 + random.nextInt(3), random);
        }
    }

    private static int pieces(Random random) {
        return LONGEST_PIECES[random.nextInt(LONGEST_PIECES.length)];
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static void check(String text, int longestPiece, Random random) {
        // given an answer that settles what it can line by line, or as it does in production
        Reader reader =
                new Reader(
                        random.nextBoolean()
                                ? new AnswerHtml(ImageHosts.NONE, 1)
                                : new AnswerHtml(ImageHosts.NONE));

        // when
        reader.reads(
                text,
                longestPiece,
                random,
                (device, soFar) -> {
                    assertThat(device.blocks()).as(soFar).isEqualTo(device.answersBlocks());
                    device.blocks().stream().filter(CHECKED::add).forEach(WellFormed::check);
                });

        // then
        reader.blocks().stream().filter(CHECKED::add).forEach(WellFormed::check);
        assertThat(reader.blocks()).as(text).isEqualTo(reader.answersBlocks());
        assertThat(reader.html()).as(text).isEqualTo(Markdown.renderWhole(text));
    }
}
