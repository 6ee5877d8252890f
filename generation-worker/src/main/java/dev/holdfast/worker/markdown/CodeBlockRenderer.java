package dev.holdfast.worker.markdown;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Code as escaped text, with the language that its fence names as a class. Each source line becomes
 * its own HTML, independent of the lines before it: an open block is settled line by line.
 */
final class CodeBlockRenderer implements NodeRenderer {
    /** What a class may look like; anything else is not a language's name. */
    private static final Pattern LANGUAGE = Pattern.compile("[\\w+#.-]{1,40}(?=\\s|$)");

    private final HtmlWriter html;

    CodeBlockRenderer(HtmlNodeRendererContext context) {
        this.html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(FencedCodeBlock.class, IndentedCodeBlock.class);
    }

    @Override
    public void render(Node node) {
        html.line();
        html.tag("pre");
        if (node instanceof FencedCodeBlock fenced) {
            html.tag("code", language(fenced.getInfo()));
            html.text(fenced.getLiteral());
        } else if (node instanceof IndentedCodeBlock indented) {
            html.tag("code");
            html.text(indented.getLiteral());
        }
        html.tag("/code");
        html.tag("/pre");
        html.line();
    }

    private static Map<String, String> language(String info) {
        Matcher language = LANGUAGE.matcher(info == null ? "" : info);
        return language.lookingAt() ? Map.of("class", "language-" + language.group()) : Map.of();
    }
}
