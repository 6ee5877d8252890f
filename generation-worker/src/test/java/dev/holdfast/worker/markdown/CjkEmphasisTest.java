package dev.holdfast.worker.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chinese, Japanese and Korean put no space beside a mark. The expected values are those of the
 * renderers that follow the CJK-friendly amendments to CommonMark.
 */
class CjkEmphasisTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "**注意：**正文 | <strong>注意：</strong>正文",
                "**「重点」**内容 | <strong>「重点」</strong>内容",
                "内容**「重点」**内容 | 内容<strong>「重点」</strong>内容",
                "~~删除（旧）。~~新 | <del>删除（旧）。</del>新",
                "~删除（旧）。~新 | <del>删除（旧）。</del>新",
                "*（斜体）*文 | <em>（斜体）</em>文",
                "***「両方」***です | <em><strong>「両方」</strong></em>です",
                "**이 용어(This term)**를 강조 | <strong>이 용어(This term)</strong>를 강조",
                "これは**(important)**です | これは<strong>(important)</strong>です",
                "**50%**增长 | <strong>50%</strong>增长",
                "**_「重」_**内容 | <strong><em>「重」</em></strong>内容",
                "**𠮷野家（よしのや）**𠮷 | <strong>𠮷野家（よしのや）</strong>𠮷",
                "**ｶﾀｶﾅ(a)**ｶﾅ | <strong>ｶﾀｶﾅ(a)</strong>ｶﾅ",
                "a**「b」**c | a<strong>「b」</strong>c",
                "禰\uDB40\uDD00**(ね)**木 | 禰\uDB40\uDD00<strong>(ね)</strong>木",
                "\\**「b」*c | *<em>「b」</em>c"
            })
    void readsAMarkBesideACjkCharacter(String text, String html) {
        assertThat(Markdown.renderWhole(text)).contains(">" + html + "</p>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "** 注意 **正文 | ** 注意 **正文",
                "注意 **「重」 文** | 注意 <strong>「重」 文</strong>",
                "3 * 4，5 * 6 | 3 * 4，5 * 6",
                "__注意：__正文 | __注意：__正文",
                "\"a\"**(b)**c | &quot;a&quot;**(b)**c",
                "`文**「a」**文` | <code dir=\"ltr\">文**「a」**文</code>",
                "文\\*「a」\\*文 | 文*「a」*文",
                "\uD83D\uDE00**(a)**b | \uD83D\uDE00**(a)**b"
            })
    void leavesTheRestAsItWas(String text, String html) {
        assertThat(Markdown.renderWhole(text)).contains(html + "</p>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "文**~~x~~**文 | 文<strong><del>x</del></strong>文",
                "文~~**(x)**~~文 | 文<del><strong>(x)</strong></del>文",
                "(**~~文~~**) | (<strong><del>文</del></strong>)"
            })
    void readsMarksBesideMarks(String text, String html) {
        assertThat(Markdown.renderWhole(text)).contains(">" + html + "</p>");
    }

    @Test
    void leavesNoTraceInWhatIsNoText() {
        assertThat(
                        Markdown.renderWhole(
                                "文**「[字*「a」*文](https://a.b/文*「c '文*「d')」**文"
                                        + " ![文*「e」*文](https://a.b/文*「f '文*「g')"
                                        + " `文*「h」*文` $文*「i」*文^2$ <b title='文*「j'>"))
                .contains("<strong>「<a ", "</a>」</strong>")
                .doesNotContain("\uFDD0", "\u1CC7", "%EF%B7%90", "%E1%B3%87");
        assertThat(Markdown.renderWhole("[文*「a」*文]\n\n[文*「a」*文]: https://a.b"))
                .contains("<a href=\"https://a.b\"");
    }

    @Test
    void keepsAStandInThatAModelWrote() {
        assertThat(Markdown.renderWhole("文*「a」*文\uFDD0\u1CC7")).contains("文*「a」*文\uFDD0\u1CC7");
    }

    @Test
    void changesNoExampleOfTheSpecifications() {
        for (String example : Examples.OF_SPECIFICATIONS) {
            for (String line : example.split("\n", -1)) {
                assertThat(CjkEmphasis.marked(line)).isEqualTo(line);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                '中', 'の', 'カ', 'ー', '・', '한', '、', '。', '「', '（', '！', '～', 'ｶ', '￥', '₩', '〜', '㈱',
                '﹏', '︰', 0x20000, 0x1F210
            })
    void knowsWhatIsCjk(int codePoint) {
        assertThat(Cjk.is(codePoint)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {'a', 'é', 'я', 'ש', '“', '—', '€', '…', 0x1F600, 0x1F201, 0x303F, 'ก'})
    void knowsWhatIsNot(int codePoint) {
        assertThat(Cjk.is(codePoint)).isFalse();
    }
}
