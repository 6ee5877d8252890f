package dev.holdfast.worker.markdown;

import java.util.regex.Matcher;
import org.commonmark.node.Block;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.ParserState;

/**
 * {@code <summary>…</summary>}, in one line or in several without a blank one; what follows its end
 * in the line belongs to the fold.
 */
final class FoldTitleParser extends AbstractBlockParser {
    /** UTF-16 code units; what follows stands below the title. */
    private static final int LONGEST = 1000;

    private final FoldTitle title = new FoldTitle();
    private final SourceLines lines = SourceLines.empty();
    private int length;
    private boolean closed;

    private FoldTitleParser() {}

    static BlockStart start(String rest, int at, int text) {
        FoldTitleParser parser = new FoldTitleParser();
        int next = parser.take(rest, text);
        return BlockStart.of(parser).atIndex(at + next);
    }

    /**
     * @return where the line goes on behind the title, or its end
     */
    private int take(String line, int from) {
        Matcher end = Tags.TITLE_END.matcher(line);
        closed = end.find(from);
        String text = line.substring(from, closed ? end.start() : line.length()).strip();
        length += text.length();
        if (!text.isEmpty()) {
            lines.addLine(SourceLine.of(text, null));
        }
        if (closed) {
            title.close();
        }
        return closed ? end.end() : line.length();
    }

    @Override
    public Block getBlock() {
        return title;
    }

    /** So that what follows it in its line is read; it contains nothing. */
    @Override
    public boolean isContainer() {
        return true;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
        if (closed || state.isBlank() || length > LONGEST) {
            return BlockContinue.none();
        }
        return BlockContinue.atIndex(
                take(state.getLine().getContent().toString(), state.getIndex()));
    }

    @Override
    public void parseInlines(InlineParser inlineParser) {
        inlineParser.parse(lines, title);
    }
}
