package dev.holdfast.worker.markdown;

import dev.holdfast.worker.markdown.code.Colour;
import dev.holdfast.worker.markdown.code.Line;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Code in its colours, with the language that its fence names as a class, and as a label for
 * readers. No element spans two lines, so that an open block is settled line by line.
 */
final class CodeBlockRenderer implements NodeRenderer {
    private static final Map<String, String> UNLABELLED = Direction.leftToRight(Map.of());

    private final HtmlWriter html;

    CodeBlockRenderer(HtmlNodeRendererContext context) {
        this.html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(FencedCodeBlock.class, ResumedCode.class, IndentedCodeBlock.class);
    }

    @Override
    public void render(Node node) {
        html.line();
        if (node instanceof FencedCodeBlock fenced) {
            CodeLines code = CodeLines.of(fenced);
            html.tag("pre", code.label().map(CodeBlockRenderer::labelled).orElse(UNLABELLED));
            html.tag("code", code.language().map(CodeBlockRenderer::asClass).orElse(Map.of()));
            code.forEach(this::line);
        } else if (node instanceof IndentedCodeBlock indented) {
            html.tag("pre", UNLABELLED);
            html.tag("code");
            html.text(indented.getLiteral());
        }
        html.tag("/code");
        html.tag("/pre");
        html.line();
    }

    private static Map<String, String> labelled(String language) {
        return Direction.leftToRight(Map.of("data-language", language));
    }

    private static Map<String, String> asClass(String language) {
        return Map.of("class", "language-" + language);
    }

    private void line(Line line) {
        for (Line.Piece piece : line.pieces()) {
            if (piece.colour() == Colour.PLAIN) {
                html.text(piece.text());
            } else {
                html.tag("span", Map.of("class", piece.colour().cssClass()));
                html.text(piece.text());
                html.tag("/span");
            }
        }
        html.text("\n");
    }
}
