package dev.holdfast.worker.markdown;

import dev.holdfast.worker.markdown.math.Formula;
import java.util.Optional;
import org.commonmark.node.CustomBlock;

/** A formula in lines of its own; what follows its end in the last line are its children. */
final class MathBlock extends CustomBlock {
    private String typed = "";
    private Optional<Formula> formula = Optional.empty();

    /** With the delimiters; of a formula that is not closed, all that there is. */
    String typed() {
        return typed;
    }

    /** Empty while the formula is not closed. */
    Optional<Formula> formula() {
        return formula;
    }

    void isOpen(String text) {
        typed = text;
    }

    void isClosed(String text, Formula closed) {
        typed = text;
        formula = Optional.of(closed);
    }
}
