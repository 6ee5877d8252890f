package dev.holdfast.worker.markdown;

import java.util.LinkedHashMap;
import java.util.Map;
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
 * An image becomes a link to it, unless the operator allows its host: fetching it unasked would
 * tell its host who reads what, and the address may carry words of the conversation.
 */
final class ImageRenderer implements NodeRenderer {
    private final HtmlNodeRendererContext context;
    private final ImageHosts allowed;

    ImageRenderer(HtmlNodeRendererContext context, ImageHosts allowed) {
        this.context = context;
        this.allowed = allowed;
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
        Optional<String> address = SafeLinks.of(image.getDestination());
        Optional<String> shown = address.filter(allowed::allow);
        if (shown.isPresent()) {
            image(shown.get(), alt.words.toString(), image.getTitle());
        } else {
            String text = alt.words.isEmpty() ? image.getDestination() : alt.words.toString();
            link(isWithinLink(image) ? Optional.empty() : address, text, image.getTitle());
        }
    }

    private void image(String url, String alt, String title) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("src", context.encodeUrl(url));
        attributes.put("alt", alt);
        if (title != null) {
            attributes.put("title", title);
        }
        attributes.put("loading", "lazy");
        attributes.put("referrerpolicy", "no-referrer");
        context.getWriter().tag("img", attributes, true);
    }

    private void link(Optional<String> address, String text, String title) {
        address.ifPresent(url ->
                context.getWriter()
                        .tag("a", LinkRenderer.attributes(context.encodeUrl(url), title)));
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
