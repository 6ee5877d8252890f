package dev.holdfast.worker.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;

/**
 * Where a parsed text may be cut, so that both sides parse by themselves to what they are together,
 * whatever follows. Lines end in {@code \n} alone, see {@link Intake}.
 *
 * <p>The parser goes forward line by line, and what a complete line begins is decided by the lines
 * up to it. A block that begins with a complete line therefore closes those before it for good. It
 * may be cut off if its first line would begin it without the lines before as well: it does, unless
 * it goes on in a paragraph's place (text after link definitions, a table after text).
 */
final class Outline {
    private final String text;
    private final Node document;
    private final Set<String> missing;

    /** Index of the last line break; lines that begin after it are not complete. */
    private final int lastBreak;

    Outline(String text, Node document, Set<String> missing) {
        this.text = text;
        this.document = document;
        this.missing = missing;
        this.lastBreak = text.lastIndexOf('\n');
    }

    String text() {
        return text;
    }

    Node document() {
        return document;
    }

    /** Labels of link definitions that the text looks for and that nobody has given. */
    Set<String> missing() {
        return missing;
    }

    /** The blocks that have HTML: all but link definitions. */
    List<Node> blocks() {
        List<Node> blocks = new ArrayList<>();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (!(node instanceof LinkReferenceDefinition)) {
                blocks.add(node);
            }
        }
        return blocks;
    }

    /** Ascending offsets between top-level blocks. */
    List<Integer> cuts() {
        List<Integer> cuts = new ArrayList<>();
        Node first = document.getFirstChild();
        for (Node node = first; node != null; node = node.getNext()) {
            Node before = node.getPrevious();
            // Definitions stay with what stands before them, which often refers to them.
            if (before != null && !(node instanceof LinkReferenceDefinition)) {
                int start = lineOf(node);
                if (start > 0
                        && hasBegun(node)
                        && beginsItsLine(node)
                        && beginsByItself(node, before, start)) {
                    cuts.add(start);
                }
            }
        }
        return cuts;
    }

    /** Text may follow the end of a fold in its line. */
    private boolean beginsItsLine(Node node) {
        int start = lineOf(node);
        int end = start + node.getSourceSpans().getFirst().getColumnIndex();
        return text.substring(start, end).isBlank();
    }

    private boolean beginsByItself(Node node, Node before, int start) {
        boolean mayContinue =
                before instanceof LinkReferenceDefinition
                        || (before instanceof Paragraph && node instanceof TableBlock);
        return !mayContinue || followsBlankLine(start) || beginsAParagraph(start);
    }

    /** Whether a line can begin nothing but a paragraph, wherever it stands. */
    private boolean beginsAParagraph(int start) {
        int at = start;
        while (at < text.length() && at - start < 4 && text.charAt(at) == ' ') {
            at++;
        }
        if (at == text.length() || at - start > 3) {
            return false;
        }
        char first = text.charAt(at);
        return first == '|' || (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    }

    /** The leading blocks that nothing can change any more, link definitions among them. */
    List<Node> closed() {
        List<Node> closed = new ArrayList<>();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (!isClosed(node)) {
                break;
            }
            closed.add(node);
        }
        return closed;
    }

    /** A definition's title may come lines later, unless a blank line or the next one follows. */
    private boolean isClosed(Node node) {
        Node next = node.getNext();
        boolean isFollowed = next != null && hasBegun(next);
        if (!(node instanceof LinkReferenceDefinition)) {
            return isFollowed;
        }
        int end = nextLine(lineOfLast(node));
        return (isFollowed && next instanceof LinkReferenceDefinition)
                || (isComplete(end) && followsBlankLine(nextLine(end)));
    }

    /** The part of the first block that will not change any more; 0 where there is none. */
    int settledPart() {
        return switch (document.getFirstChild()) {
            case ListBlock list -> lastCompleteItem(list);
            case TableBlock table -> afterLastCompleteRow(table);
            case FencedCodeBlock code when isOpen(code) -> lastBreak + 1;
            case null, default -> 0;
        };
    }

    /**
     * An item's first line begins it wherever it stands: the list that it continues lets every line
     * through, so that it is not read as going on in the item before.
     */
    private int lastCompleteItem(ListBlock list) {
        for (Node item = list.getLastChild(); item != null; item = item.getPrevious()) {
            int start = lineOf(item);
            if (isComplete(start)) {
                return item.getPrevious() == null ? 0 : start;
            }
        }
        return 0;
    }

    private boolean isOpen(FencedCodeBlock code) {
        return isComplete(lineOf(code)) && code.getClosingFenceLength() == null;
    }

    /** A row is one line, and depends on the table's head alone. */
    private int afterLastCompleteRow(TableBlock table) {
        if (table.getLastChild() instanceof TableBody body) {
            for (Node row = body.getLastChild(); row != null; row = row.getPrevious()) {
                int start = lineOf(row);
                if (start > 0 && isComplete(start)) {
                    return nextLine(start);
                }
            }
        }
        return 0;
    }

    /** Offset of the line after that at {@code start}. */
    int nextLine(int start) {
        int lineBreak = text.indexOf('\n', start);
        return lineBreak < 0 ? text.length() : lineBreak + 1;
    }

    boolean followsBlankLine(int start) {
        int at = start - 2;
        while (at >= 0 && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at--;
        }
        return at < 0 || text.charAt(at) == '\n';
    }

    boolean endsInBlankLine() {
        return text.endsWith("\n") && followsBlankLine(text.length());
    }

    int firstLine() {
        Node first = document.getFirstChild();
        return first == null ? 0 : lineOf(first);
    }

    /** A table is decided by its second line: its first is text until then. */
    private boolean hasBegun(Node node) {
        int start = lineOf(node);
        return isComplete(node instanceof TableBlock ? nextLine(start) : start);
    }

    private boolean isComplete(int start) {
        return start <= lastBreak;
    }

    /** Offset of the line that a block begins in. */
    private static int lineOf(Node node) {
        List<SourceSpan> spans = node.getSourceSpans();
        return spans.isEmpty()
                ? 0
                : spans.getFirst().getInputIndex() - spans.getFirst().getColumnIndex();
    }

    private static int lineOfLast(Node node) {
        List<SourceSpan> spans = node.getSourceSpans();
        return spans.isEmpty()
                ? 0
                : spans.getLast().getInputIndex() - spans.getLast().getColumnIndex();
    }
}
