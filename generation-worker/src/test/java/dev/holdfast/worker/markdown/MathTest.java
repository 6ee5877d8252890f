package dev.holdfast.worker.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MathTest {
    private static final String MATH =
            "<math><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>";
    private static final String SQUARE = "<span dir=\"ltr\">" + MATH + "</span>";

    @ParameterizedTest
    @ValueSource(strings = {"$x^2$", "\\(x^2\\)", "\\( x^2 \\)"})
    void rendersAFormulaWithinText(String formula) {
        assertThat(html("So " + formula + ", *then*."))
                .isEqualTo("<p dir=\"auto\">So " + SQUARE + ", <em>then</em>.</p>\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$$x^2$$",
                "\\[x^2\\]",
                "$$\nx^2\n$$",
                "\\[\nx^2\n\\]",
                "  $$\n  x^2\n  $$",
                "$$ x^2\n$$"
            })
    void rendersAFormulaInItsOwnLines(String formula) {
        String block =
                "<div class=\"math\">"
                        + MATH.replace("<math>", "<math display=\"block\">")
                        + "</div>\n";
        assertThat(html(formula)).isEqualTo(block);
        assertThat(html("so\n" + formula + "\nthen"))
                .isEqualTo("<p dir=\"auto\">so</p>\n" + block + "<p dir=\"auto\">then</p>\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$[0,1)$",
                "$]0,1[$",
                "$(a,b]$",
                "$f(x)$",
                "$\\left]0,1\\right)$",
                "$a\\text{ or (b}$",
                "$x$",
                "$*$",
                "$a'$",
                "$:=$",
                "$(a+b)(c-d)$",
                "$\\\\{1,2\\\\}$"
            })
    void rendersFormulasOfBracketsAndSigns(String formula) {
        assertThat(html("So " + formula + "."))
                .startsWith("<p dir=\"auto\">So <span dir=\"ltr\"><math>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1. a: $$\nx^2\n$$\n2. b\n3. c",
                "1. a: \\[\nx^2\n\\]\n2. b\n3. c",
                "1. a:\n   $$\nx^2\n   $$\n2. b\n3. c",
                "1. a:\n   $$\nx^2\n$$\n2. b\n3. c",
                "1. a:\n\n   \\[\nx^2\n\\]\n2. b\n3. c"
            })
    void keepsTheListAroundAFormula(String text) {
        assertThat(html(text))
                .containsOnlyOnce("<ol>")
                .contains(MATH.substring("<math>".length()))
                .doesNotContain("$", "[", "start=");
        assertThat(html(text).split("<li", -1)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$\\ce{H2O}$",
                "\\(\\ce{SO4^2- + Ba^2+ -> BaSO4 v}\\)",
                "water, \\ce{H2O}, is",
                "\\pu{5 kJ//mol}"
            })
    void rendersChemistry(String text) {
        assertThat(html(text))
                .contains("<math><mrow>")
                .containsPattern("<m[in][^>]*>(H|S|5)</m[in]>")
                .doesNotContain("ce{", "pu{", "<code");
    }

    @Test
    void placesTheNumbersOfAnIsotopeBeforeIt() {
        assertThat(html("$\\ce{^{227}_{90}Th+}$"))
                .contains("<mpadded width=\"0px\" class=\"math-before\">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ce{H2O", "\\ceil{x}", "\\ce", "`\\ce{H2O}`"})
    void leavesWhatIsNoChemistry(String text) {
        assertThat(html(text)).doesNotContain("<math").contains("ce");
    }

    @Test
    void readsLinesOfAFormulaAsNothingElse() {
        assertThat(html("$$\na\n= b\n- c\n> d\n+ e\n$$"))
                .startsWith("<div class=\"math\"><math display=\"block\">")
                .doesNotContain("<li", "<h1", "<blockquote");
        assertThat(
                        html(
                                "\\[\n"
                                        + "\\begin{aligned}\n"
                                        + "a &= b \\\\\n"
                                        + "  &+ c_1 * d_1 *\n"
                                        + "\\end{aligned}\n"
                                        + "\\]"))
                .contains("<mtable>", "<mtd class=\"math-right\">", "<mtd class=\"math-left\">");
    }

    @Test
    void goesOnWithTextBehindAFormula() {
        assertThat(html("$$\nx^2\n$$ with **x**\n"))
                .endsWith("</div>\n<p dir=\"auto\"> with <strong>x</strong></p>\n");
        assertThat(html("text $$x\n$$ and **more**"))
                .startsWith("<p dir=\"auto\">text <math display=\"block\">")
                .endsWith("</math> and <strong>more</strong></p>\n");
    }

    @Test
    void rendersFormulasInListsTablesAndQuotes() {
        assertThat(html("- $x^2$\n- $$\n  x^2\n  $$\n"))
                .contains("<li dir=\"auto\">" + SQUARE + "</li>", "<div class=\"math\">");
        assertThat(html("| a |\n|---|\n| $x^2$ |\n"))
                .contains("<td dir=\"auto\">" + SQUARE + "</td>");
        assertThat(html("> \\[\n> x^2\n> \\]\n"))
                .contains("<blockquote dir=\"auto\">\n<div class=\"math\">");
        assertThat(html("**$x^2$**"))
                .isEqualTo("<p dir=\"auto\"><strong>" + SQUARE + "</strong></p>\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It costs $5 and $10.",
                "It costs $5, $10 or $15 a month.",
                "between $5-$10",
                "US$5 and US$10",
                "$20 and got $5, so 15$ net",
                "from $5/month (basic) to 10$ more",
                "$HOME and $PATH",
                "echo $HOME:$PATH",
                "$ a $",
                "a $ b",
                "5$ and 6$ ",
                "\\$x^2\\$",
                "$$$",
                "$foo bar$",
                "costs $5",
                "Revenue ($) = Price ($) x Units",
                "Budget ($), Actual ($)",
                "Budget ($) - Actual ($)",
                "**Price ($)** = **Cost ($)**",
                "Price ($): 5\nCost ($): 6",
                "Cost ($/hr) = price ($/day)",
                "costs $50 = revenue ($)",
                "[$] = [$]",
                "either \"$\" or \"$\"",
                "**$** and **$**",
                "_$_ or _$_",
                "收入（$）=成本（$）",
                "“$”或“$”"
            })
    void leavesMoneyAlone(String text) {
        assertThat(html(text)).doesNotContain("<math", "<code").doesNotContain("class=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"`$x^2$`", "```\n$x^2$\n```", "    $$x$$"})
    void leavesCodeAlone(String text) {
        assertThat(html(text)).doesNotContain("<math");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "So \\(a_1 * b_1 * \\frac{c}{",
                "So $\\alpha_1 * b * \\be",
                "$$\n\\frac{a}{\n- b\n* c",
                "\\[ a * b * \\le",
                "\\[\n\\begin{aligned}\n&= b \\\\\n"
            })
    void showsAnOpenFormulaAsItWasTyped(String text) {
        // given
        Reader reader = new Reader();

        // when
        reader.reads(text);

        // then
        String shown = reader.html().replaceAll("</?p[^>]*>", "").replace("&amp;", "&").strip();
        assertThat(shown).isEqualTo(text.strip());
        assertThat(reader.finishes().html()).isEqualTo(Markdown.renderWhole(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$\\notacommand{x}$",
                "$\\frac{1}$",
                "$x^{2$",
                "$\\href{https://a.b}{x}$",
                "$\\def\\a{\\a\\a}\\a$",
                "$\\begin{nothing}x\\end{nothing}$"
            })
    void showsWhatItCannotRenderAsCode(String text) {
        String tex = text.substring(1, text.length() - 1);
        assertThat(html(text))
                .isEqualTo(
                        "<p dir=\"auto\"><code dir=\"ltr\" class=\"language-latex\">"
                                + tex
                                + "</code></p>\n");
        assertThat(html("$" + text + "$"))
                .isEqualTo(
                        "<pre dir=\"ltr\" data-language=\"LaTeX\"><code class=\"language-latex\">"
                                + tex
                                + "\n</code></pre>\n");
    }

    @Test
    void endsAFormulaThatNobodyClosesWithItsParagraph() {
        assertThat(html("$$ x^2\n\nand **more**"))
                .isEqualTo(
                        "<p dir=\"auto\">$$ x^2</p>\n"
                                + "<p dir=\"auto\">and <strong>more</strong></p>\n");
    }

    /** Without the TeX that each formula carries, of which its own test speaks. */
    private static String html(String text) {
        String whole = Markdown.renderWhole(text);
        Reader reader = new Reader(new AnswerHtml(ImageHosts.NONE, 1));
        text.chars().forEach(c -> reader.reads(String.valueOf((char) c)));
        assertThat(reader.finishes().html()).isEqualTo(whole);
        return whole.replaceAll(" alttext=\"[^\"]*\"", "");
    }
}
