package dev.holdfast.worker.markdown;

import java.util.regex.Matcher;
import org.commonmark.node.Block;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockParser;
import org.commonmark.parser.block.BlockParserFactory;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/**
 * {@code <details>}, from the beginning of a line to {@code </details>} at the beginning or the end
 * of one. What is between is markdown, and other folds. A fold that nobody closes ends with what it
 * stands in, or when it is as long as no fold is.
 *
 * <p>Whether a line begins a fold depends on that line alone, so that it may be cut off from the
 * lines before it, see {@link Outline}; an end counts only within a fold.
 */
final class FoldParser extends AbstractBlockParser {
    /** UTF-16 code units without an end; what follows stands outside. */
    static final int LONGEST = 50_000;

    private final Fold fold;
    private int length;

    /** The line that ends it has text of it before its end. */
    private boolean endsWithLine;

    private FoldParser(Fold fold, String rest) {
        this.fold = fold;
        if (count(Tags.FOLD_END.matcher(rest)) > count(Tags.FOLD.matcher(rest))
                && endsWithEnd(rest)) {
            endWithLine();
        }
    }

    private static int count(Matcher matcher) {
        return (int) matcher.results().count();
    }

    private static boolean endsWithEnd(String line) {
        int from = line.lastIndexOf('<');
        return from > 0 && Tags.FOLD_END.matcher(line.substring(from).strip()).matches();
    }

    private void endWithLine() {
        endsWithLine = true;
        fold.close();
    }

    @Override
    public Block getBlock() {
        return fold;
    }

    @Override
    public boolean isContainer() {
        return true;
    }

    @Override
    public boolean canContain(Block child) {
        return !fold.isClosed() || endsWithLine || child instanceof Nothing;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
        if (fold.isClosed() || length > LONGEST) {
            return BlockContinue.none();
        }
        String line = state.getLine().getContent().toString();
        length += line.length() + 1;
        Block active = state.getActiveBlockParser().getBlock();
        if (endsWithEnd(line) && !isCode(active) && isInnermost(active)) {
            if (!Tags.FOLD_END.matcher(line.strip()).matches()) {
                endWithLine();
            }
        }
        return BlockContinue.atIndex(state.getIndex());
    }

    private static boolean isCode(Block block) {
        return block instanceof FencedCodeBlock
                || block instanceof IndentedCodeBlock
                || block instanceof HtmlBlock;
    }

    private boolean isInnermost(Block active) {
        for (Node node = active; node != fold; node = node.getParent()) {
            if (node == null || node instanceof Fold) {
                return false;
            }
        }
        return true;
    }

    static final class Factory implements BlockParserFactory {
        private static final int DEEPEST_INDENT = 3;

        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            CharSequence line = state.getLine().getContent();
            int at = state.getNextNonSpaceIndex();
            if (line.charAt(at) != '<') {
                return BlockStart.none();
            }
            String rest = line.subSequence(at, line.length()).toString();
            BlockParser around = matched.getMatchedBlockParser();
            if (around instanceof FoldParser fold && fold.fold.getFirstChild() == null) {
                Matcher title = Tags.TITLE.matcher(rest);
                if (title.lookingAt()) {
                    return FoldTitleParser.start(rest, at, title.end());
                }
            }
            Matcher end = Tags.FOLD_END.matcher(rest);
            if (end.lookingAt()
                    && Fold.isAround(around.getBlock())
                    && Fold.closeAround(state.getActiveBlockParser().getBlock())) {
                return nothing(at + end.end());
            }
            if (state.getIndent() > DEEPEST_INDENT) {
                return BlockStart.none();
            }
            Matcher start = Tags.FOLD.matcher(rest);
            if (start.lookingAt()) {
                Fold fold = new Fold(start.group(1) != null);
                return BlockStart.of(new FoldParser(fold, rest.substring(start.end())))
                        .atIndex(at + start.end());
            }
            return Tags.BREAKS.matcher(rest).matches() && !isWithinParagraph(state, around)
                    ? nothing(line.length())
                    : BlockStart.none();
        }

        private static boolean isWithinParagraph(ParserState state, BlockParser around) {
            return around.getBlock() instanceof Paragraph
                    || state.getActiveBlockParser().canHaveLazyContinuationLines();
        }

        private static BlockStart nothing(int next) {
            return BlockStart.of(new NothingParser()).atIndex(next);
        }
    }

    /** Lets the rest of its line go on behind it. */
    private static final class NothingParser extends AbstractBlockParser {
        private final Nothing block = new Nothing();

        @Override
        public Block getBlock() {
            return block;
        }

        @Override
        public boolean isContainer() {
            return true;
        }

        @Override
        public BlockContinue tryContinue(ParserState state) {
            return BlockContinue.none();
        }
    }
}
