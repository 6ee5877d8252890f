package dev.holdfast.worker.markdown;

import java.util.Optional;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;

/**
 * An image becomes a link to it: fetching it unasked would tell its host who reads what, and the
 * address may carry words of the conversation.
 */
final class ImageRenderer implements NodeRenderer {
    private final HtmlNodeRendererContext context;

    ImageRenderer(HtmlNodeRendererContext context) {
        this.context = context;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(Image.class);
    }

    @Override
    public void render(Node node) {
        Image image = (Image) node;
        Words alt = new Words();
        image.accept(alt);
        String text = alt.words.isEmpty() ? image.getDestination() : alt.words.toString();
        Optional<String> address =
                isWithinLink(image) ? Optional.empty() : SafeLinks.of(image.getDestination());
        address.ifPresent(url ->
                context.getWriter()
                        .tag(
                                "a",
                                LinkRenderer.attributes(context.encodeUrl(url), image.getTitle())));
        context.getWriter().text(text);
        if (address.isPresent()) {
            context.getWriter().tag("/a");
        }
    }

    /** A link within a link is not HTML. */
    private static boolean isWithinLink(Node node) {
        for (Node above = node.getParent(); above != null; above = above.getParent()) {
            if (above instanceof Link) {
                return true;
            }
        }
        return false;
    }

    /** The text below a node, without its markup. */
    private static final class Words extends AbstractVisitor {
        private final StringBuilder words = new StringBuilder();

        @Override
        public void visit(Text text) {
            words.append(text.getLiteral());
        }

        @Override
        public void visit(Code code) {
            words.append(code.getLiteral());
        }

        @Override
        public void visit(SoftLineBreak softLineBreak) {
            words.append('\n');
        }

        @Override
        public void visit(HardLineBreak hardLineBreak) {
            words.append('\n');
        }
    }
}
