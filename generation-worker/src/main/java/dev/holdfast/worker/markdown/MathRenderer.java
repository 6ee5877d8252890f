package dev.holdfast.worker.markdown;

import dev.holdfast.worker.markdown.math.Formula;
import dev.holdfast.worker.markdown.math.Formulas;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Formulas as MathML. One that is still open is shown as it was typed, one that cannot be rendered
 * as code.
 */
final class MathRenderer implements NodeRenderer {
    private static final Map<String, String> TEX = Map.of("class", "language-latex");
    private static final Map<String, String> LEFT_TO_RIGHT = Direction.leftToRight(Map.of());

    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;

    MathRenderer(HtmlNodeRendererContext context) {
        this.context = context;
        this.html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(MathText.class, MathBlock.class);
    }

    @Override
    public void render(Node node) {
        if (node instanceof MathText text) {
            text.formula().ifPresentOrElse(this::formula, () -> html.text(text.typed()));
        } else if (node instanceof MathBlock block) {
            html.line();
            block.formula().ifPresentOrElse(this::block, () -> typed(block));
            after(block);
            html.line();
        }
    }

    private void formula(Formula formula) {
        Formulas.mathml(formula)
                .ifPresentOrElse(
                        mathml -> inline(mathml, formula.display()),
                        () -> {
                            html.tag("code", Direction.leftToRight(TEX));
                            html.text(formula.tex());
                            html.tag("/code");
                        });
    }

    private void inline(String mathml, boolean display) {
        if (display) {
            html.raw(mathml);
        } else {
            html.tag("span", LEFT_TO_RIGHT);
            html.raw(mathml);
            html.tag("/span");
        }
    }

    private void block(Formula formula) {
        Optional<String> mathml = Formulas.mathml(formula);
        if (mathml.isPresent()) {
            html.tag("div", Map.of("class", "math"));
            html.raw(mathml.get());
            html.tag("/div");
        } else {
            html.tag("pre", Direction.leftToRight(Map.of("data-language", "LaTeX")));
            html.tag("code", TEX);
            html.text(formula.tex() + "\n");
            html.tag("/code");
            html.tag("/pre");
        }
    }

    private void typed(MathBlock block) {
        html.tag("p", context.extendAttributes(block, "p", Map.of()));
        html.text(block.typed());
        html.tag("/p");
    }

    private void after(MathBlock block) {
        if (block.getFirstChild() == null) {
            return;
        }
        html.line();
        html.tag("p", context.extendAttributes(block, "p", Map.of()));
        for (Node child = block.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
        html.tag("/p");
    }
}
