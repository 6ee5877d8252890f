package dev.holdfast.worker.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * While an answer is written, each block shows what it will be. Two properties say so for text
 * whose marks all find their pair:
 *
 * <ul>
 *   <li>What is seen of an answer, without its markup, is a beginning of what is seen of it at the
 *       end: no mark shows raw, and nothing shows that is taken away.
 *   <li>The elements of a block are a part of those that it has a token later, in the same order:
 *       an element that has come stays. But for what only a later line decides: a line below a
 *       paragraph makes a heading of it, and one loose item puts paragraphs into all of them.
 * </ul>
 */
class StreamingMarksTest {
    /**
     * Paragraphs become headings, and come into loose items; a lexer colours a line as it sees it.
     */
    private static final Set<String> LATE = Set.of("p", "span");

    private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)[^>]*>");

    static List<String> answers() {
        return List.of(
                "Some **bold words** and *leaning ones*, ***both*** of it.",
                "Some __bold words__ and _leaning ones_, ___both___ of it.",
                "**All of it is bold.**",
                "*One* line\n**and another** one\n\n_More_ of `it`",
                "**a *nested* one** and *a **nested** one* and **a _b_**",
                "**bold with `code` in it** and `code ** with * marks`",
                "Call `of(a, b)` or ``a ` b`` or `[a](b)` now",
                "It is ~~gone~~ and **~~all gone~~** now",
                "**注意：**正文，**「重点」**内容和~~删除（旧）。~~新",
                "See [the *site* of `it`](https://example.com/a_b_c?d=*e) for it.",
                "**[bold](https://example.com)** and [**bold**](https://a.b \"t\")",
                "[All of it](https://example.com/a(b)c) is linked",
                "![a cat](https://example.com/c.png) and" + " [![in](https://a.b)](https://c.d)!",
                "Go to <https://example.com/a_b> or https://example.com/c*d now",
                "# A head\n\n## Another **bold** `one`\n\ntext\n\n### Third ###\n",
                "Text\n\n- a\n- **b**: c\n- `d`\n  - *e*\n  - f\n\nmore",
                "1. One **bold**\n2. two\n10. `ten`\n\n   more\n\n* * *\n\nend",
                "* **One**: a\n* **Two**: b\n+ c\n\n---\n\n***\n\n___\n\nend",
                "- [ ] to do\n- [x] **done**\n",
                "> A quote of **it**\n> and more\n\n> - a\n> - `b`\n",
                "Text before\n\n| a | **b** |\n|---|:-:|\n| c | `d` |\n"
                        + "| [e](https://e.f) | g **h** i |\n\nafter",
                "| a |\n|---|\n| b \\| c |\n| ~~d~~ |\n",
                "Text:\n| a | b |\n| --- | --- |\n| c | d |",
                "```java\nint a = b * c; // **d**\n# e\n- f\n| g |\n``\n1. h\n```\n\ni",
                "1. a\n\n   ```sh\n   # b\n   ls -- *c\n   ```\n\n2. d\n",
                "~~~\n``` a\n~~\n~~~\nb",
                "Title\n=====\n\nOther *one*\n---\n\ntext",
                "It's 2 * 3, snake_case, $5, a_b_c, 5 > 3, AT&T, a & b! #1",
                "a&amp;b &lt;c&gt; &hellip; \\*d\\* \\[e] \\`f\\`",
                "See [1], [2] and a[0], f[i] too.\n",
                "<details>\n<summary>A **bold** `title`</summary>\n\nText *of* it\n\n"
                        + "- **a**\n\n</details>\n\nafter **it**",
                "Lines<br>of **it**<br/>end",
                "It says so.\n\n[1]: https://example.com\n\nThe end.");
    }

    /** Formulas show as they were typed until they end. */
    static List<String> answersWithFormulas() throws IOException {
        List<String> answers = new ArrayList<>(answers());
        try (InputStream answer = StreamingMarksTest.class.getResourceAsStream("answer.md")) {
            answers.add(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
        }
        return answers;
    }

    @ParameterizedTest
    @MethodSource("answers")
    void showsNothingThatIsTakenAway(String answer) {
        String whole = seen(Markdown.renderWhole(answer));
        List<String> wrong = new ArrayList<>();
        for (int longest = 1; longest <= 3; longest++) {
            for (String html : frames(answer, longest)) {
                if (!whole.startsWith(seen(html))) {
                    wrong.add(html);
                }
            }
        }
        assertThat(wrong).as("%d frames, whole: %s", wrong.size(), whole).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("answersWithFormulas")
    void neverFlickers(String answer) {
        for (int longest = 1; longest <= 3; longest++) {
            List<String> before = List.of();
            for (String html : frames(answer, longest)) {
                List<String> now = elements(html);
                assertThat(isPart(before, now)).as("%s, then %s", before, html).isTrue();
                before = now;
            }
        }
    }

    /** Whatever ends it: its end, a stop, a failure. */
    @ParameterizedTest
    @MethodSource("answers")
    void isTheWholeWhereverItEnds(String answer) {
        for (int end = 0; end < answer.length(); end++) {
            String text = answer.substring(0, end);
            Reader reader = new Reader().reads(text).finishes();
            assertThat(reader.html()).as(text).isEqualTo(Markdown.renderWhole(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "So 2 * 3 = 6, 2**3 = 8 and a*b.",
                "The names snake_case, _a_b, x_1 and __init are as they were",
                "It costs $5 or $10, ~5 of it, or ~ 6 and #7 at A&B, R&D!",
                "Here a[0] + b[i] and [note] and f(x)[y, z] and [] are none",
                "All *.java of src",
                "If x < y and y<z, then x <z; 5 > 3 | 4",
                "Wow! Really ! Yes \\ no C:\\dir",
                "1234567890 is long",
                "See (a) [b] {c} <d> and [e f g] (h)",
            })
    void holdsPlainTextBackForAFewCharactersAtMost(String text) {
        String whole = seen(Markdown.renderWhole(text));
        Reader reader = new Reader();
        for (int end = 1; end <= text.length(); end++) {
            String shown = seen(reader.reads(text.substring(end - 1, end)).html());
            int written = seen(Markdown.renderWhole(text.substring(0, end))).length();
            assertThat(shown.length()).as(reader.html()).isGreaterThanOrEqualTo(written - 10);
        }
        assertThat(seen(reader.finishes().html())).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "So 2 * 3 = 6, 2**3 = 8 and a*b.",
                "The names snake_case, x_1 and a_b_c are as they were",
                "It costs $5 or $10, ~5 of it, or ~ 6 and #7 at A&B, R&D!",
                "Here a[0] + b[i] and f(x)[1] and [2] are none",
                "All *.java of src",
            })
    void takesNoPlainTextForMarks(String text) {
        Reader reader = new Reader();
        for (int end = 1; end <= text.length(); end++) {
            reader.reads(text.substring(end - 1, end));
            assertThat(elements(reader.html())).isEmpty();
            assertThat(seen(Markdown.renderWhole(text))).startsWith(seen(reader.html()));
        }
    }

    @Test
    void showsAMarkThatIsNeverClosedAsItWasTypedOnceItsBlockIsOver() {
        Reader reader = new Reader().reads("Some **bold and `code [text");
        assertThat(reader.html())
                .isEqualTo(
                        "<p dir=\"auto\">Some <strong>bold and <code dir=\"ltr\">code"
                                + " [text</code></strong></p>\n");
        reader.reads("\n\nmore");
        assertThat(reader.html())
                .isEqualTo(
                        "<p dir=\"auto\">Some **bold and `code [text</p>\n"
                                + "<p dir=\"auto\">more</p>\n");
    }

    @Test
    void showsTheRowThatIsWritten() {
        Reader reader = new Reader().reads("| a | b |\n|---|---|\n| c | **d");
        assertThat(reader.html()).contains("<td dir=\"auto\"><strong>d</strong></td>");
    }

    @Test
    void closesNothingWithinCode() {
        String code = "```md\n**a [b `c\n| d\n- *e";
        Reader reader = new Reader().reads(code);
        assertThat(reader.html()).isEqualTo(Markdown.renderWhole(code));
    }

    @Test
    void leavesTextAloneThatHasTheCharactersItWorksWith() {
        for (String odd : List.of("a **b\uFDD1 c", "a **b\uFDD0 c", "a **b\u1CC7 c")) {
            Reader reader = new Reader().reads(odd);
            assertThat(reader.html()).isEqualTo(Markdown.renderWhole(odd));
        }
    }

    private static List<String> frames(String answer, int piece) {
        Reader reader = new Reader();
        List<String> frames = new ArrayList<>();
        for (int at = 0; at < answer.length(); at += piece) {
            frames.add(
                    reader.reads(answer.substring(at, Math.min(answer.length(), at + piece)))
                            .html());
        }
        frames.add(reader.finishes().html());
        assertThat(reader.html()).isEqualTo(Markdown.renderWhole(answer));
        return frames;
    }

    /** Without markup and spaces. */
    private static String seen(String html) {
        return TAG.matcher(html)
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replaceAll("\\s", "");
    }

    private static boolean isPart(List<String> part, List<String> whole) {
        int found = 0;
        for (String element : whole) {
            if (found < part.size() && part.get(found).equals(element)) {
                found++;
            }
        }
        return found == part.size();
    }

    /** Those that begin, in order, without what only a later line decides. */
    private static List<String> elements(String html) {
        List<String> elements = new ArrayList<>();
        Matcher tag = TAG.matcher(html);
        while (tag.find()) {
            if (tag.group(1).isEmpty() && !LATE.contains(tag.group(2))) {
                elements.add(tag.group(2));
            }
        }
        return elements;
    }
}
