package dev.holdfast.worker.markdown;

import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;

/**
 * Shows text with absurdly nested brackets as it was written. The parser copies the text between
 * each pair of them, so that n pairs within each other cost n² characters; with the bound it is
 * linear.
 */
final class BoundedInlines implements InlineParser {
    /** Brackets open at once; prose and formulas stay below ten. */
    private static final int MAX_OPEN_BRACKETS = 100;

    private final InlineParser parser;

    BoundedInlines(InlineParser parser) {
        this.parser = parser;
    }

    @Override
    public void parse(SourceLines lines, Node block) {
        if (mostOpenBrackets(lines) <= MAX_OPEN_BRACKETS) {
            parser.parse(lines, block);
            return;
        }
        for (SourceLine line : lines.getLines()) {
            if (block.getFirstChild() != null) {
                block.appendChild(new SoftLineBreak());
            }
            block.appendChild(new Text(line.getContent().toString()));
        }
    }

    private static int mostOpenBrackets(SourceLines lines) {
        int open = 0;
        int most = 0;
        for (SourceLine line : lines.getLines()) {
            CharSequence content = line.getContent();
            for (int i = 0; i < content.length(); i++) {
                char c = content.charAt(i);
                if (c == '[') {
                    open++;
                    most = Math.max(most, open);
                } else if (c == ']' && open > 0) {
                    open--;
                }
            }
        }
        return most;
    }
}
