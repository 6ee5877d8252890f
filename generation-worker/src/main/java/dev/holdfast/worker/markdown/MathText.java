package dev.holdfast.worker.markdown;

import dev.holdfast.worker.markdown.math.Formula;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.commonmark.node.CustomNode;

/** A formula within text, or text that is to be shown as it was typed. */
final class MathText extends CustomNode {
    private final String typed;
    private final Optional<Formula> formula;

    private MathText(String typed, Optional<Formula> formula) {
        this.typed = typed;
        this.formula = formula;
    }

    static MathText typed(String text) {
        return new MathText(text, Optional.empty());
    }

    static MathText formula(String text, Formula formula) {
        return new MathText(text, Optional.of(formula));
    }

    /** With the delimiters. */
    String typed() {
        return typed;
    }

    Optional<Formula> formula() {
        return formula;
    }

    MathText with(UnaryOperator<String> change) {
        return new MathText(
                change.apply(typed),
                formula.map(it -> new Formula(change.apply(it.tex()), it.display())));
    }
}
