package dev.holdfast.worker.markdown.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulasTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}",
                "\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}",
                "\\begin{cases} 1 & x > 0 \\\\ 0 & \\text{else} \\end{cases}",
                "\\lim_{x \\to 0} \\lVert x \\rVert \\implies \\operatorname{argmax}_x \\dots",
                "\\binom{n}{k} \\dfrac12 \\boldsymbol{\\alpha} \\bigl( x \\bigr) \\pmod{n}",
                "\\overbrace{a+b}^n \\underbrace{a}_b \\hat x \\vec x \\overline{AB} \\boxed{x}",
                "\\left. \\frac{d}{dx} \\right|_{x=0} \\xrightarrow{f} \\coloneqq \\cancel{x}"
                        + " x"
            })
    void knowWhatAnswersAreMadeOf(String tex) {
        assertThat(mathml(tex)).isPresent();
    }

    @Test
    void putLimitsAboveAndBelowOnlyWhereThereIsRoom() {
        String sum = "\\sum_{i=1}^n i";
        assertThat(Formulas.mathml(new Formula(sum, true)).orElseThrow()).contains("<munderover>");
        assertThat(Formulas.mathml(new Formula(sum, false)).orElseThrow()).contains("<msubsup>");
    }

    @Test
    void writeLettersOfOtherAlphabetsAsCharacters() {
        assertThat(mathml("\\mathbb{R} \\mathcal{L} \\mathfrak{g} \\mathbf{x1} \\mathbb{A}"))
                .hasValueSatisfying(it ->
                        assertThat(it)
                                .contains("ℝ", "ℒ", "𝔤", "𝐱", "𝟏", "𝔸")
                                .doesNotContain("mathvariant"));
    }

    @Test
    void haveNumbersWhereTheyHaveALine() {
        assertThat(Formulas.mathml(new Formula("x \\tag{1}", true)).orElseThrow()).contains("1");
    }

    @Test
    void carryTheirTexBesideTheirTextForThoseWhoCopyThem() {
        assertThat(mathml("x^2").orElseThrow())
                .startsWith("<math alttext=\"x^2\"><mrow>")
                .doesNotContain("annotation", "semantics")
                .containsOnlyOnce("^");
        assertThat(mathml("\\begin{matrix}a & b\\end{matrix}\n< \\text{\"}").orElseThrow())
                .startsWith(
                        "<math alttext=\"\\begin{matrix}a &amp; b\\end{matrix}&#10;&lt;"
                                + " \\text{&quot;}\">");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\href{javascript:alert(1)}{x}",
                "\\url{https://a.b}",
                "\\includegraphics{https://evil.example/x.png}",
                "\\htmlClass{a}{b}",
                "\\htmlData{a=b}{c}",
                "\\text{\u0001}",
                "\\unknown"
            })
    void refuseWhatIsNoFormula(String tex) {
        assertThat(mathml(tex)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\def\\a{\\a\\a}\\a",
                "\\newcommand\\a[1]{\\a{#1#1}}\\a{x}",
                "\\edef\\a{xxxxxxxxxx}\\edef\\a{\\a\\a\\a\\a\\a\\a\\a\\a\\a\\a}"
                    + "\\edef\\a{\\a\\a\\a\\a\\a\\a\\a\\a\\a\\a}\\edef\\a{\\a\\a\\a\\a\\a\\a\\a\\a\\a\\a}"
                    + "\\edef\\a{\\a\\a\\a\\a\\a\\a\\a\\a\\a\\a}\\a",
                "x₁₂₃^^^^^"
            })
    void endWhateverTheyDefine(String tex) {
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(60), () -> mathml(tex))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "\\frac{", "\\sqrt{", "^{", "\\left(", "x_{", "\\text{"})
    void boundHowDeepTheyGo(String unit) {
        String tex = unit.repeat(3000 / unit.length());
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(60), () -> mathml(tex))).isEmpty();
        String closed = "\\sqrt{".repeat(300) + "x" + "}".repeat(300);
        assertThat(mathml(closed)).isEmpty();
    }

    @Test
    void haveALength() {
        assertThat(mathml("x".repeat(400))).isPresent();
        assertThat(mathml("x" + " ".repeat(Formulas.LONGEST - 1))).isPresent();
        assertThat(mathml("x" + " ".repeat(Formulas.LONGEST))).isEmpty();
    }

    @Test
    void keepNumbersSmall() {
        assertThat(
                        mathml("\\rule{999999em}{999999em} \\kern{999999em} x")
                                .orElse("")
                                .replaceFirst(" alttext=\"[^\"]*\"", ""))
                .doesNotContain("99999");
    }

    private static Optional<String> mathml(String tex) {
        return Formulas.mathml(new Formula(tex, false));
    }
}
