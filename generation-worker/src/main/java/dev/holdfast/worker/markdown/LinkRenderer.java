package dev.holdfast.worker.markdown;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;

/**
 * A link opens in a new tab, tells its target nothing and passes on no reputation. One that {@link
 * SafeLinks} refuses is shown as its text.
 */
final class LinkRenderer implements NodeRenderer {
    private final HtmlNodeRendererContext context;

    LinkRenderer(HtmlNodeRendererContext context) {
        this.context = context;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(Link.class);
    }

    @Override
    public void render(Node node) {
        Link link = (Link) node;
        Optional<String> address = SafeLinks.of(link.getDestination());
        address.ifPresent(url ->
                context.getWriter().tag("a", attributes(context.encodeUrl(url), link.getTitle())));
        for (Node child = link.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
        if (address.isPresent()) {
            context.getWriter().tag("/a");
        }
    }

    static Map<String, String> attributes(String url, String title) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("href", url);
        if (title != null) {
            attributes.put("title", title);
        }
        attributes.put("target", "_blank");
        attributes.put("rel", "noopener noreferrer nofollow");
        return attributes;
    }
}
