package dev.holdfast.worker.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contracts.content.HtmlPatch;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerHtmlTest {
    private static final String LINK = " target=\"_blank\" rel=\"noopener noreferrer nofollow\"";
    private static final String INT = "<span class=\"hl-type\">int</span>";

    @Test
    void opensABlockAndGoesOnWithIt() {
        // given
        Reader reader = new Reader().reads("Hello");

        // when
        reader.reads(" you");

        // then
        assertThat(reader.patches()).containsExactly(new HtmlPatch(0, 19, " you</p>\n"));
        assertThat(reader.blocks()).containsExactly("<p dir=\"auto\">Hello you</p>\n");
    }

    @Test
    void showsEveryBlockCompleteWhileItIsOpen() {
        assertThat(new Reader().reads("Some **bold").blocks())
                .containsExactly("<p dir=\"auto\">Some <strong>bold</strong></p>\n");
        assertThat(new Reader().reads("- a\n- `b").blocks())
                .containsExactly(
                        "<ul>\n<li dir=\"auto\">a</li>\n"
                                + "<li dir=\"auto\"><code dir=\"ltr\">b</code></li>\n</ul>\n");
    }

    @Test
    void changesAnEarlierBlockNoMore() {
        // given
        Reader reader = new Reader().reads("one\n\ntwo\n\nthr");

        // when
        reader.reads("ee *x*");

        // then
        assertThat(reader.patches()).extracting(HtmlPatch::block).containsOnly(2);
    }

    @Test
    void emptiesABlockThatTurnedOutToBelongToTheOneBefore() {
        // given a definition, and a paragraph
        Reader reader = new Reader().reads("a\n\n[b]: https://b.c\n'd");
        assertThat(reader.blocks()).hasSize(2);

        // when the second becomes the definition's title
        reader.reads("'\n\n");

        // then
        assertThat(reader.blocks()).hasSize(2);
        assertThat(reader.blocks().getLast()).isEmpty();

        // when another block follows
        reader.reads("# c").finishes();

        // then it fills the place
        assertThat(reader.blocks()).hasSize(2);
        assertThat(reader.blocks().getLast()).isEqualTo("<h1 dir=\"auto\">c</h1>\n");
    }

    @Test
    void showsNoBlockThatMayBelongToTheOneBefore() {
        // given a list, and what may be its next item
        Reader reader = new Reader().reads("1. a\n\n2");
        assertThat(reader.blocks()).hasSize(1);

        // when it becomes one
        reader.reads(". b");

        // then
        assertThat(reader.blocks()).hasSize(1);
        assertThat(reader.blocks().getFirst()).contains("<p>b</p>");
    }

    @Test
    void mendsHalfACharacterAtTheEnd() {
        assertThat(new Reader().reads("a\uD83D").finishes().html())
                .isEqualTo("<p dir=\"auto\">a\uFFFD</p>\n");
    }

    @Test
    void linksWhatWasWrittenBeforeItsDefinition() {
        // given
        Reader reader = new Reader().reads("See [it].\n\nmore\n\nand more\n\n");
        assertThat(reader.blocks().getFirst()).isEqualTo("<p dir=\"auto\">See [it].</p>\n");

        // when
        reader.reads("[it]: https://example.com\n\n");

        // then
        assertThat(reader.blocks().getFirst())
                .isEqualTo(
                        "<p dir=\"auto\">See <a href=\"https://example.com\""
                                + LINK
                                + ">it</a>.</p>\n");
    }

    @Test
    void takesTheFirstOfTwoDefinitionsWhereverItStands() {
        String text = "[a]\n\n> [a]: https://first.example\n\n[a]: https://second.example\n\nx";
        Reader reader = new Reader(new AnswerHtml(ImageHosts.NONE, 1));
        text.chars().forEach(c -> reader.reads(String.valueOf((char) c)));
        assertThat(reader.finishes().html())
                .contains("https://first.example")
                .doesNotContain("second");
    }

    @Test
    void makesNoTableOfALineThatIsStillWritten() {
        // given text whose last line is like a table's second, so far
        String text = "===\n| a\n|- b\n---\n";

        // when
        Reader reader = new Reader(new AnswerHtml(ImageHosts.NONE, 1));
        text.chars().forEach(c -> reader.reads(String.valueOf((char) c)));

        // then
        assertThat(reader.finishes().html()).isEqualTo(Markdown.renderWhole(text));
    }

    @Test
    void loosensTheItemsThatWereSettledTight() {
        // given
        Reader reader =
                new Reader(new AnswerHtml(ImageHosts.NONE, 1)).reads("- a\n- b\n- c\n- d\n");
        assertThat(reader.html()).contains("<li dir=\"auto\">a</li>");

        // when
        reader.reads("\n- e\n");

        // then
        assertThat(reader.html()).contains("<p>a</p>").contains("<p>e</p>");
    }

    @Test
    void appendsToOpenCode() {
        // given
        Reader reader = new Reader().reads("```java\n" + "int a;\n".repeat(2000));
        String before = reader.html();

        // when
        reader.reads("int <b>;");

        // then all of it stays but the closing tags
        String end = "</code></pre>\n";
        assertThat(reader.patches())
                .containsExactly(
                        new HtmlPatch(
                                0,
                                before.length() - end.length(),
                                INT
                                        + " <span class=\"hl-operator\">&lt;</span>b"
                                        + "<span class=\"hl-operator\">&gt;</span>;\n"
                                        + end));
        assertThat(before)
                .startsWith(
                        "<pre dir=\"ltr\" data-language=\"Java\"><code class=\"language-java\">"
                                + INT
                                + " a;\n");
    }

    @Test
    void coloursOpenCodeAsItsWholeWhereItsLinesWereSettled() {
        // given a comment over many settled lines
        String code = "```ts\n/*\n" + "let a = `x`\n".repeat(100) + "*/ let b = `\n${a}`\n";
        Reader reader = new Reader(new AnswerHtml(ImageHosts.NONE, 1));

        // when
        code.chars().forEach(c -> reader.reads(String.valueOf((char) c)));

        // then
        assertThat(reader.html()).isEqualTo(Markdown.renderWhole(code));
        assertThat(reader.html())
                .startsWith(
                        "<pre dir=\"ltr\" data-language=\"TypeScript\"><code"
                                + " class=\"language-ts\">")
                .contains("<span class=\"hl-comment\">let a = `x`</span>\n");
    }

    @Test
    void neverChangesACompleteLineOfCode() {
        // given
        String code = "class A {\n  /** b\n   * c */ String d = \"e\"; // f\n}\n".repeat(40);
        Reader reader = new Reader().reads("```java\n");
        String end = "</code></pre>\n";
        String settled = reader.html();

        // when
        for (String line : code.split("(?<=\n)", -1)) {
            line.chars().forEach(c -> reader.reads(String.valueOf((char) c)));

            // then
            String now = reader.html();
            assertThat(now).startsWith(settled.substring(0, settled.length() - end.length()));
            settled = now;
        }
    }

    @Test
    void namesALanguageAsPeopleWriteIt() {
        assertThat(new Reader().reads("```yml title=a\nx\n").html())
                .startsWith(
                        "<pre dir=\"ltr\" data-language=\"YAML\"><code class=\"language-yml\">");
        assertThat(new Reader().reads("```foo{1}\nif <x>\n").html())
                .isEqualTo(
                        "<pre dir=\"ltr\" data-language=\"foo\"><code class=\"language-foo\">if"
                                + " &lt;x&gt;\n"
                                + "</code></pre>\n");
    }

    @Test
    void namesNoLanguageThatIsNone() {
        assertThat(new Reader().reads("```\"><script> x\n").html())
                .startsWith("<pre dir=\"ltr\"><code></code>");
    }

    @Test
    void showsImagesAsLinks() {
        assertThat(new Reader().reads("![a *cat*](https://example.com/c.png)").html())
                .isEqualTo(
                        "<p dir=\"auto\"><a href=\"https://example.com/c.png\""
                                + LINK
                                + ">a cat</a></p>\n");
        assertThat(new Reader().reads("[![in](https://a.b)](https://c.d)").html())
                .isEqualTo("<p dir=\"auto\"><a href=\"https://c.d\"" + LINK + ">in</a></p>\n");
        assertThat(new Reader().reads("![x](data:image/png;base64,AA)").html())
                .isEqualTo("<p dir=\"auto\">x</p>\n");
    }

    @Test
    void rendersTheExtensions() {
        assertThat(new Reader().reads("~~gone~~ www.example.com").html())
                .isEqualTo(
                        "<p dir=\"auto\"><del>gone</del> <a href=\"http://www.example.com\""
                                + LINK
                                + ">www.example.com</a></p>\n");
        assertThat(new Reader().reads("- [x] done\n- [ ] open").html())
                .containsSubsequence("<input type=\"checkbox\" disabled=\"\" checked=\"\"", "open");
        assertThat(new Reader().reads("| a |\n|--:|\n| b |").html())
                .contains("<th align=\"right\">a</th>", "<td align=\"right\" dir=\"auto\">b</td>");
    }

    @Test
    void endsATableThatIsFull() {
        // given
        String head = "|a|b\n|-|-\n";
        Reader reader = new Reader();

        // when
        reader.reads(head);
        for (int i = 0; i < 9000; i++) {
            reader.reads("|x\n");
        }

        // then
        reader.finishes();
        assertThat(reader.blocks()).hasSize(2);
        assertThat(reader.blocks().getFirst().split("<td ", -1))
                .hasSizeLessThan(BoundedTables.MAX_CELLS);
        assertThat(reader.html()).isEqualTo(Markdown.renderWhole(head + "|x\n".repeat(9000)));
    }

    @Test
    void makesNoTableOfTooManyColumns() {
        String head = "|a".repeat(BoundedTables.MAX_COLUMNS + 1) + "\n";
        String text = head + "|-".repeat(BoundedTables.MAX_COLUMNS + 1) + "\n";
        assertThat(new Reader().reads(text).html()).startsWith("<p dir=\"auto\">|a|a");
    }

    @Test
    void takesNothingAfterTheEnd() {
        AnswerHtml answer = new AnswerHtml(ImageHosts.NONE);
        answer.append("a");
        answer.finish();
        assertThatThrownBy(() -> answer.append("b")).isInstanceOf(IllegalStateException.class);
        assertThat(answer.finish()).isEmpty();
    }

    @Test
    void hasNoBlocksWithoutText() {
        AnswerHtml answer = new AnswerHtml(ImageHosts.NONE);
        assertThat(answer.append("")).isEmpty();
        assertThat(answer.append("\n")).isEmpty();
        assertThat(answer.finish()).isEmpty();
        assertThat(answer.blocks()).isEqualTo(List.of());
    }
}
