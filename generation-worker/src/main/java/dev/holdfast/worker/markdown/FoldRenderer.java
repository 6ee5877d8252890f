package dev.holdfast.worker.markdown;

import java.util.Map;
import java.util.Set;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** The few tags that have a meaning, see {@link Tags}; all other HTML as the text that it is. */
final class FoldRenderer implements NodeRenderer {
    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;

    FoldRenderer(HtmlNodeRendererContext context) {
        this.context = context;
        this.html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(Fold.class, FoldTitle.class, Nothing.class, HtmlInline.class);
    }

    @Override
    public void render(Node node) {
        if (node instanceof Fold fold) {
            fold(fold);
        } else if (node instanceof FoldTitle title) {
            html.line();
            html.tag("summary", context.extendAttributes(title, "summary", Map.of()));
            children(title);
            html.tag("/summary");
            html.line();
        } else if (node instanceof HtmlInline inline) {
            inline(inline);
        }
    }

    private void fold(Fold fold) {
        Map<String, String> state = fold.isOpen() ? Map.of("open", "") : Map.of();
        html.line();
        html.tag("details", context.extendAttributes(fold, "details", state));
        html.line();
        children(fold);
        html.line();
        html.tag("/details");
        html.line();
    }

    private void children(Node node) {
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
    }

    private void inline(HtmlInline inline) {
        String tag = inline.getLiteral();
        if (Tags.BREAK.matcher(tag).matches()) {
            html.tag("br", Map.of(), true);
            html.line();
        } else if (!isRead(tag, inline)) {
            html.text(tag);
        }
    }

    private static boolean isRead(String tag, Node inline) {
        return Tags.FOLD_END.matcher(tag).matches()
                ? Fold.isAround(inline)
                : Tags.EMPHASIS.matcher(tag).matches() && isWithinTitle(inline);
    }

    private static boolean isWithinTitle(Node inline) {
        Node node = inline;
        while (node != null && !(node instanceof FoldTitle)) {
            node = node.getParent();
        }
        return node != null;
    }
}
