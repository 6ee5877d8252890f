package dev.holdfast.worker.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.content.HtmlPatch;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlockHtmlTest {

    @Test
    void keepsWhatIsTheSame() {
        // given
        BlockHtml block = new BlockHtml(3);
        assertThat(block.show("<p>ab</p>")).contains(new HtmlPatch(3, 0, "<p>ab</p>"));

        // when, then
        assertThat(block.show("<p>ac</p>")).contains(new HtmlPatch(3, 4, "c</p>"));
        assertThat(block.show("<p>ac</p>")).isEmpty();
    }

    @Test
    void neverCutsACharacterInTwo() {
        // given two characters with the same first half
        BlockHtml block = new BlockHtml(0);
        block.show("<p>\uD83D\uDE00</p>");

        // when, then
        assertThat(block.show("<p>\uD83D\uDE01</p>"))
                .contains(new HtmlPatch(0, 3, "\uD83D\uDE01</p>"));
    }

    @Test
    void neverCutsATagInTwo() {
        // given
        BlockHtml block = new BlockHtml(0);
        block.show("<pre><code>a</code></pre>");

        // when, then
        assertThat(block.show("<pre><code>a<span class=\"hl-type\">b</span></code></pre>"))
                .contains(new HtmlPatch(0, 12, "<span class=\"hl-type\">b</span></code></pre>"));
        assertThat(block.show("<pre><code>a<span class=\"hl-tag\">b</span></code></pre>"))
                .contains(new HtmlPatch(0, 12, "<span class=\"hl-tag\">b</span></code></pre>"));
    }

    @Test
    void countsSettledPartsAsKept() {
        // given
        BlockHtml block = new BlockHtml(0);
        block.show("<ul>ab</ul>");

        // when its first part is settled
        block.open(new Shell("<ul>", "</ul>"));
        int place = block.settle("a");

        // then readers see no difference, and later changes lie after it
        assertThat(block.show("b")).isEmpty();
        assertThat(block.show("bc")).contains(new HtmlPatch(0, 6, "c</ul>"));

        // when the part changes after all
        assertThat(block.replace(Map.of(place, new Settled.Part(block.shell(), "A"))))
                .contains(new HtmlPatch(0, 4, "Abc</ul>"));

        // then
        assertThat(block.html()).isEqualTo("<ul>Abc</ul>");
        assertThat(block.show("bcd")).contains(new HtmlPatch(0, 7, "d</ul>"));
    }

    @Test
    void opensABlockEvenIfItIsEmpty() {
        BlockHtml block = new BlockHtml(1);
        assertThat(block.show("")).contains(new HtmlPatch(1, 0, ""));
        assertThat(block.show("")).isEmpty();
    }
}
