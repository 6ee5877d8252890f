package dev.holdfast.worker.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tags that models write where markdown has nothing. */
class FoldTest {

    @ParameterizedTest
    @ValueSource(strings = {"<br>", "<br/>", "<br />", "<BR>"})
    void breaksALine(String tag) {
        assertThat(html("| a |\n|---|\n| b" + tag + "c |\n")).contains(">b<br />\nc</td>");
        assertThat(html("b" + tag + "c")).contains(">b<br />\nc</p>");
        assertThat(html("- b" + tag + "c")).contains(">b<br />\nc</li>");
        assertThat(html("a\n\n" + tag + "\n**b**\n")).doesNotContain("br", "**");
        assertThat(html("`" + tag + "`")).contains("&lt;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<details>\n<summary>A *b*</summary>\n\nc **d**\n\n</details>",
                "<details>\n<summary>A *b*</summary>\nc **d**\n</details>",
                "<details><summary>A *b*</summary>\n\nc **d**\n</details>",
                "<details><summary>A *b*</summary>c **d**</details>",
                "<details>\n  <summary>\n    <b>A *b*</b>\n  </summary>\n\nc **d**</details>",
                "<DETAILS>\n\n<summary>A *b*</summary>\n\nc **d**\n    </DETAILS>"
            })
    void foldsWhatStandsBehindATitle(String text) {
        assertThat(plain(html(text + "\nafter")))
                .isEqualTo(
                        "<details>\n<summary>A <em>b</em></summary>\n"
                                + "<p>c <strong>d</strong></p>\n</details>\n<p>after</p>\n");
    }

    @Test
    void readsAllOfMarkdownInAFold() {
        assertThat(
                        plain(
                                html(
                                        "<details><summary>A</summary>\n\n- b\n- c\n\n```html\n"
                                                + "</details>\n```\n\n| d |\n|---|\n| e |\n\n"
                                                + "</details> f")))
                .containsSubsequence(
                        "<ul>\n<li>b", "&lt;/details", "<td>e</td>", "</details>\n<p>f</p>");
    }

    @Test
    void foldsWithinFolds() {
        String inner = "<details><summary>B</summary>\n\nb\n\n</details>";
        assertThat(
                        plain(
                                html(
                                        "<details><summary>A</summary>\n\n"
                                                + inner
                                                + "\n\na\n\n</details>\n\nc")))
                .isEqualTo(
                        "<details>\n<summary>A</summary>\n<details>\n<summary>B</summary>\n"
                                + "<p>b</p>\n</details>\n<p>a</p>\n</details>\n<p>c</p>\n");
        assertThat(html("- <details>\n  <summary>A</summary>\n  b\n  </details>\n- c"))
                .containsSubsequence("<li", "<details", "</details>", "</li>", "<li");
        assertThat(html("<details>\n".repeat(100) + "a")).contains("a");
    }

    @Test
    void keepsTheLinesOfAFoldThatGoesOn() {
        assertThat(plain(html("<details><summary>A</summary>b <details> c</details>\nd\n\ne")))
                .endsWith("c\nd</p>\n<p>e</p>\n</details>\n");
    }

    @Test
    void opensWhatAsksForIt() {
        assertThat(html("<details open>\n<summary>A</summary>\nb\n</details>"))
                .contains("<details open=\"\"");
    }

    @Test
    void hidesNothingWhereTheEndWasForgotten() {
        // given
        Reader reader = new Reader().reads("<details>\n<summary>A</summary>\n\nb\n\n# c\n");
        assertThat(reader.html()).contains("<details").doesNotContain("open=");

        // when nothing follows
        reader.finishes();

        // then
        assertThat(reader.html()).contains("<details open=\"\"");
    }

    @Test
    void endsWhereNoFoldIsAsLong() {
        String text = "<details>\n<summary>A</summary>\n\n" + "a line of words\n\n".repeat(4000);
        assertThat(html(text)).contains("</details>\n<p");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</details>",
                "<summary>a</summary>",
                "a <details> b",
                "a </summary>",
                "<details onclick=\"x\">"
            })
    void showsATagWithoutAMeaningAsText(String text) {
        assertThat(html(text)).contains("&lt;").doesNotContain("<details", "<summary");
    }

    @Test
    void showsNoHalfTagWhileItIsWritten() {
        // given
        String text =
                "A<br>b\n\n<details open>\n<summary>C</summary>\n\nd\n\n<details>\n<summary>E"
                        + "</summary>\nf\n</details>\n</details>\n\n| a |\n|---|\n| b<br/>c |\n";
        Reader reader = new Reader();
        List<String> seen = new ArrayList<>();

        // when
        text.chars().forEach(c -> seen.add(reader.reads(String.valueOf((char) c)).html()));

        // then
        assertThat(seen).noneMatch(html -> html.contains("&lt;"));
        assertThat(seen)
                .filteredOn(html -> html.contains("<details"))
                .allMatch(html -> html.contains("<summary"));
    }

    @ParameterizedTest
    @CsvSource({
        "a <,1",
        "a <d,2",
        "a <b,2",
        "a <c,0",
        "a < b,0",
        "<details>,9",
        "a <details>,0",
        "a <br>,0"
    })
    void knowsWhatMayBeHalfATag(String text, int length) {
        assertThat(Tags.halfAtEndOf(text)).isEqualTo(length);
    }

    private static String plain(String html) {
        return html.replace(" dir=\"auto\"", "");
    }

    private static String html(String text) {
        String whole = Markdown.renderWhole(text);
        Reader reader = new Reader(new AnswerHtml(ImageHosts.NONE, 1));
        text.chars().forEach(c -> reader.reads(String.valueOf((char) c)));
        assertThat(reader.finishes().html()).isEqualTo(whole);
        return whole;
    }
}
