package dev.holdfast.worker.markdown;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.parser.PostProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Takes the lines behind a fold out of its last paragraph. A paragraph goes on with any line of
 * text, whatever ended around it, and the parser asks nobody about a line that begins with a
 * letter.
 */
final class FoldEnds implements PostProcessor {

    @Override
    public Node process(Node document) {
        document.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Paragraph paragraph) {
                        if (Fold.isAround(paragraph)) {
                            split(paragraph);
                        }
                    }
                });
        return document;
    }

    private static void split(Paragraph paragraph) {
        Node ended = null;
        Node end = paragraph.getFirstChild();
        while (end != null && !(ended != null && end instanceof SoftLineBreak)) {
            ended = isEnd(end) ? foldAround(ended == null ? paragraph : ended) : null;
            end = end.getNext();
        }
        if (ended == null || end == null) {
            return;
        }
        Paragraph after = new Paragraph();
        for (Node node = end.getNext(); node != null; ) {
            Node next = node.getNext();
            after.appendChild(node);
            node = next;
        }
        end.unlink();
        ended.insertAfter(after);
    }

    private static boolean isEnd(Node node) {
        return node instanceof HtmlInline html
                && Tags.FOLD_END.matcher(html.getLiteral()).matches();
    }

    /** The next closed fold outside of a node; the last one counts for any number of ends. */
    private static @Nullable Node foldAround(Node node) {
        for (Node around = node.getParent(); around != null; around = around.getParent()) {
            if (around instanceof Fold fold && fold.isClosed()) {
                return around;
            }
        }
        return node instanceof Fold ? node : null;
    }
}
