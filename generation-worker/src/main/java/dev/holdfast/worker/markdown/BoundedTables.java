package dev.holdfast.worker.markdown;

import java.util.List;
import org.commonmark.ext.gfm.tables.internal.TableBlockParser;
import org.commonmark.internal.BlockStartImpl;
import org.commonmark.node.Block;
import org.commonmark.node.DefinitionMap;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockParser;
import org.commonmark.parser.block.BlockParserFactory;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/**
 * Tables that end when they are full; what follows is text. A short row is filled up with cells, so
 * that three characters a row could become a page of HTML. The extension's own limit throws, and
 * would take down the whole answer instead of the one table.
 *
 * <p>Uses two internal classes of the library: there is no public way to the extension's parser.
 */
final class BoundedTables implements BlockParserFactory {
    static final int MAX_COLUMNS = 64;
    static final int MAX_CELLS = 10_000;

    private final BlockParserFactory tables = new TableBlockParser.Factory(null);

    /** Rows of the first table that were settled, and so are no longer part of what is parsed. */
    private int rowsBefore;

    void resumeAfter(int rows) {
        rowsBefore = rows;
    }

    @Override
    public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
        BlockStart start = tables.tryStart(state, matched);
        if (!(start instanceof BlockStartImpl found)) {
            return start;
        }
        List<SourceLine> paragraph = matched.getParagraphLines().getLines();
        int columns = columnsAtMost(paragraph.getLast().getContent());
        if (columns > MAX_COLUMNS) {
            return BlockStart.none();
        }
        SourceSpan separator = state.getLine().getSourceSpan();
        int rows = separator != null && separator.getLineIndex() == 1 ? rowsBefore : 0;
        return BlockStart.of(new Table(found.getBlockParsers()[0], MAX_CELLS / columns, rows))
                .atIndex(state.getIndex())
                .replaceParagraphLines(1);
    }

    private static int columnsAtMost(CharSequence header) {
        return 1 + (int) header.chars().filter(c -> c == '|').count();
    }

    private static final class Table implements BlockParser {
        private final BlockParser table;
        private final int maxRows;
        private int rows;

        /** The separator is added as a line too. */
        private boolean separated;

        Table(BlockParser table, int maxRows, int rows) {
            this.table = table;
            this.maxRows = maxRows;
            this.rows = rows;
        }

        private boolean isFull() {
            return rows >= maxRows;
        }

        @Override
        public BlockContinue tryContinue(ParserState state) {
            return isFull() ? BlockContinue.none() : table.tryContinue(state);
        }

        @Override
        public boolean canHaveLazyContinuationLines() {
            return !isFull() && table.canHaveLazyContinuationLines();
        }

        @Override
        public void addLine(SourceLine line) {
            if (separated) {
                rows++;
            }
            separated = true;
            table.addLine(line);
        }

        @Override
        public boolean isContainer() {
            return table.isContainer();
        }

        @Override
        public boolean canContain(Block childBlock) {
            return table.canContain(childBlock);
        }

        @Override
        public Block getBlock() {
            return table.getBlock();
        }

        @Override
        public void addSourceSpan(SourceSpan sourceSpan) {
            table.addSourceSpan(sourceSpan);
        }

        @Override
        public List<DefinitionMap<?>> getDefinitions() {
            return table.getDefinitions();
        }

        @Override
        public void closeBlock() {
            table.closeBlock();
        }

        @Override
        public void parseInlines(InlineParser inlineParser) {
            table.parseInlines(inlineParser);
        }
    }
}
