package dev.holdfast.worker.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Browsers find the direction of an element with {@code dir="auto"} in its first letter, and look
 * for it in no child with a direction of its own.
 */
class DirectionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "שלום. | <p dir=\"auto\">שלום.</p>~",
                "# שלום | <h1 dir=\"auto\">שלום</h1>~",
                "> שלום~>~> a | <blockquote dir=\"auto\">~<p>שלום</p>~<p dir=\"auto\">a</p>~"
                        + "</blockquote>~",
                "- שלום~- a | <ul>~<li dir=\"auto\">שלום</li>~<li dir=\"auto\">a</li>~</ul>~",
                "1. שלום~~   a | <ol>~<li dir=\"auto\">~<p>שלום</p>~<p dir=\"auto\">a</p>~</li>~"
                        + "</ol>~",
                "> - שלום~> - a | <blockquote dir=\"auto\">~<ul>~<li>שלום</li>~"
                        + "<li dir=\"auto\">a</li>~</ul>~</blockquote>~",
                "<details><summary>שלום</summary>a</details> | <details>~"
                        + "<summary dir=\"auto\">שלום</summary>~<p dir=\"auto\">a</p>~</details>~",
                "`a` שלום | <p dir=\"auto\"><code dir=\"ltr\">a</code> שלום</p>~",
                "$x$ שלום | <p dir=\"auto\"><span dir=\"ltr\"><math"
                        + " alttext=\"x\"><mrow><mi>x</mi></mrow></math></span> שלום</p>~",
                "'    a' | <pre dir=\"ltr\"><code>a~</code></pre>~",
                "$$~a | <p dir=\"auto\">$$~a</p>~"
            })
    void givesEveryBlockADirection(String text, String html) {
        assertThat(Markdown.renderWhole(text.replace('~', '\n')))
                .isEqualTo(html.replace('~', '\n'));
    }

    @Test
    void ordersTheColumnsOfATableByItsFirstCell() {
        assertThat(Markdown.renderWhole("| שלום | b |\n|---|--:|\n| c | d |\n"))
                .containsSubsequence(
                        "<table dir=\"auto\">",
                        "<th>שלום</th>",
                        "<th align=\"right\" dir=\"auto\">b</th>",
                        "<td dir=\"auto\">c</td>",
                        "<td align=\"right\" dir=\"auto\">d</td>");
    }

    @Test
    void findsTheDirectionOfATaskInItsText() {
        assertThat(Markdown.renderWhole("- [ ] שלום\n\n- [x] a"))
                .contains("<li dir=\"auto\"><input", "<p>שלום</p>");
    }

    @Test
    void readsCodeFromLeftToRight() {
        assertThat(Markdown.renderWhole("```java\nint a;\n```"))
                .startsWith("<pre dir=\"ltr\" data-language=\"Java\"><code class");
        assertThat(Markdown.renderWhole("$\\nothing{x}$")).contains("<code dir=\"ltr\" class");
        assertThat(Markdown.renderWhole("$$\\nothing{x}$$"))
                .startsWith("<pre dir=\"ltr\" data-language=\"LaTeX\"><code class");
    }
}
