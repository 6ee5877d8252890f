package dev.holdfast.worker.markdown;

import java.util.List;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.SourceLines;

/** Where the text that is parsed goes on with the next token. */
final class Growing {
    private static final int NOWHERE = Integer.MAX_VALUE;

    /** Behind the last line that has text. */
    private int end = NOWHERE;

    /** That line is complete; a paragraph may go on in the next one. */
    private boolean lineIsComplete;

    /** What the last cell of that line has, were it a row. */
    private String cell = "";

    void nowhere() {
        end = NOWHERE;
    }

    void atEndOf(String text) {
        int last = text.length();
        while (last > 0 && (text.charAt(last - 1) == ' ' || text.charAt(last - 1) == '\t')) {
            last--;
        }
        lineIsComplete = last > 0 && text.charAt(last - 1) == '\n';
        end = lineIsComplete ? last - 1 : last;
        cell = lineIsComplete ? "" : lastCell(text.substring(text.lastIndexOf('\n') + 1));
    }

    private static String lastCell(String row) {
        int bar = row.length();
        do {
            bar = row.lastIndexOf('|', bar - 1);
        } while (bar > 0 && row.charAt(bar - 1) == '\\');
        return row.substring(bar + 1).replace("\\|", "|").strip();
    }

    /**
     * Whether a block has text of its own, and more of it may come.
     *
     * @param lines its text; cells do not say where they stand
     */
    boolean goesOnIn(Node block, SourceLines lines) {
        return switch (block) {
            case Paragraph _ -> reachesEnd(block);
            case FoldTitle title -> !title.isClosed() && reachesEnd(title);
            case Heading _ -> !lineIsComplete && reachesEnd(block);
            case TableCell _ ->
                    end != NOWHERE && !cell.isEmpty() && lines.getContent().equals(cell);
            default -> false;
        };
    }

    private boolean reachesEnd(Node block) {
        List<SourceSpan> spans = block.getSourceSpans();
        if (spans.isEmpty()) {
            return false;
        }
        SourceSpan last = spans.getLast();
        return last.getInputIndex() + last.getLength() >= end;
    }
}
