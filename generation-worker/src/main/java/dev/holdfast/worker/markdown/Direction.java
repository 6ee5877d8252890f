package dev.holdfast.worker.markdown;

import java.util.LinkedHashMap;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.task.list.items.TaskListItemMarker;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.html.AttributeProvider;

/**
 * Each block takes the direction of its first letter, as Arabic and Hebrew go from right to left;
 * code and formulas go from left to right, and have no say in it.
 *
 * <p>A browser that looks for the first letter passes over elements with a direction of their own.
 * So what comes first in an item, a quote or a table has none: it takes that of what is around it,
 * which found it there. The mark of an item and the line beside a quote then stand where their text
 * begins.
 */
final class Direction implements AttributeProvider {
    private static final String NAME = "dir";
    private static final String LEFT_TO_RIGHT = "ltr";

    /** For elements that hold code or a formula. */
    static Map<String, String> leftToRight(Map<String, String> others) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(NAME, LEFT_TO_RIGHT);
        attributes.putAll(others);
        return attributes;
    }

    @Override
    public void setAttributes(Node node, String tag, Map<String, String> attributes) {
        switch (node) {
            case Code _ -> attributes.put(NAME, LEFT_TO_RIGHT);
            case Paragraph _, Heading _, BlockQuote _, ListItem _, HtmlBlock _ ->
                    auto(node, attributes);
            case TableBlock _, TableCell _, FoldTitle _, MathBlock _ -> auto(node, attributes);
            default -> {}
        }
    }

    private static void auto(Node node, Map<String, String> attributes) {
        if (!isDecidedBy(node)) {
            attributes.put(NAME, "auto");
        }
    }

    /** Whether the direction around it is that of its first letter. */
    private static boolean isDecidedBy(Node node) {
        Node parent = node.getParent();
        return switch (parent) {
            case ListItem _, BlockQuote _ -> isFirst(node);
            case ListBlock _ -> isFirst(node) && isDecidedBy(parent);
            case TableRow _ -> isFirst(node) && parent.getParent() instanceof TableHead;
            case null, default -> false;
        };
    }

    private static boolean isFirst(Node node) {
        Node before = node.getPrevious();
        while (before instanceof LinkReferenceDefinition
                || before instanceof TaskListItemMarker
                || before instanceof Nothing) {
            before = before.getPrevious();
        }
        return before == null;
    }
}
