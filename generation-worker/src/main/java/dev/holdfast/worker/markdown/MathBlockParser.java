package dev.holdfast.worker.markdown;

import dev.holdfast.worker.markdown.math.Formula;
import org.commonmark.internal.ParagraphParser;
import org.commonmark.node.Block;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockParser;
import org.commonmark.parser.block.BlockParserFactory;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/**
 * A formula that begins a line, with {@code $$} or {@code \[}: its lines may look like a list, a
 * quote or a heading, and are none. It ends with the line that closes it. A blank line ends it too,
 * as in TeX, so that a mark that was meant otherwise takes no more than a paragraph with it.
 *
 * <p>Whether a line begins one depends on that line, and on the paragraph before it only to refuse:
 * so it may be cut off from the lines before it, see {@link Outline}.
 */
final class MathBlockParser extends AbstractBlockParser {
    /** UTF-16 code units; beyond them the formula is text. */
    private static final int LONGEST = 4000;

    private final MathBlock block = new MathBlock();
    private final StringBuilder typed = new StringBuilder();
    private final String opening;
    private final String closing;
    private final SourceLines after = new SourceLines();
    private boolean closed;

    private MathBlockParser(String opening) {
        this.opening = opening;
        this.closing = closingOf(opening);
    }

    private static String closingOf(String opening) {
        return opening.equals("$$") ? "$$" : "\\]";
    }

    @Override
    public Block getBlock() {
        return block;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
        return closed || state.isBlank() || typed.length() > LONGEST
                ? BlockContinue.none()
                : BlockContinue.atIndex(state.getIndex());
    }

    /** In a list item too, where models forget to indent the lines between its delimiters. */
    @Override
    public boolean canHaveLazyContinuationLines() {
        return !closed && typed.length() <= LONGEST;
    }

    @Override
    public void addLine(SourceLine line) {
        CharSequence content = line.getContent();
        boolean isFirst = typed.isEmpty();
        int end = find(closing, content, isFirst ? opening.length() : 0);
        if (!isFirst) {
            typed.append('\n');
        }
        if (end < 0) {
            typed.append(content);
            return;
        }
        closed = true;
        int rest = end + closing.length();
        typed.append(content, 0, rest);
        if (!isBlank(content, rest)) {
            after.addLine(line.substring(rest, content.length()));
        }
    }

    @Override
    public void closeBlock() {
        String all = typed.toString();
        if (closed) {
            String tex = all.substring(opening.length(), all.length() - closing.length());
            block.isClosed(all, new Formula(tex.strip(), true));
        } else {
            block.isOpen(all);
        }
    }

    @Override
    public void parseInlines(InlineParser inlineParser) {
        if (!after.isEmpty()) {
            inlineParser.parse(after, block);
        }
    }

    /** Where it first stands and no backslash takes it away; -1 where it does not. */
    private static int find(String mark, CharSequence text, int from) {
        for (int at = from; at + mark.length() <= text.length(); at++) {
            if (CharSequence.compare(text.subSequence(at, at + mark.length()), mark) == 0) {
                return at;
            }
            if (text.charAt(at) == '\\') {
                at++;
            }
        }
        return -1;
    }

    private static boolean isBlank(CharSequence text, int from) {
        return text.toString().substring(from).isBlank();
    }

    static final class Factory implements BlockParserFactory {
        private static final int DEEPEST_INDENT = 3;

        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            if (state.getIndent() > DEEPEST_INDENT) {
                return BlockStart.none();
            }
            CharSequence line = state.getLine().getContent();
            int at = state.getNextNonSpaceIndex();
            String rest = line.subSequence(at, line.length()).toString();
            if (rest.startsWith("$$") || rest.startsWith("\\[")) {
                String opening = rest.substring(0, 2);
                if (begins(opening, rest)
                        && !isWithin(matched.getParagraphLines(), opening)
                        && !mayClose(state.getActiveBlockParser(), opening)) {
                    return BlockStart.of(new MathBlockParser(opening)).atIndex(at);
                }
            }
            return BlockStart.none();
        }

        /** A formula that ends in its first line has that line for itself. */
        private static boolean begins(String opening, String line) {
            int end = find(closingOf(opening), line, opening.length());
            if (end < 0) {
                return !line.startsWith("$$$");
            }
            int rest = end + 2;
            return !line.substring(opening.length(), end).isBlank() && isBlank(line, rest);
        }

        /** Whether a line that is not indented goes on in the item or quote above it. */
        private static boolean mayClose(BlockParser active, String opening) {
            return switch (active) {
                case MathBlockParser formula ->
                        formula.canHaveLazyContinuationLines() && formula.opening.equals(opening);
                case ParagraphParser paragraph -> isWithin(paragraph.getParagraphLines(), opening);
                default -> false;
            };
        }

        /** Whether the paragraph so far has begun a formula, which this line may close. */
        private static boolean isWithin(SourceLines paragraph, String opening) {
            boolean open = false;
            for (SourceLine line : paragraph.getLines()) {
                CharSequence text = line.getContent();
                int at = find(open ? closingOf(opening) : opening, text, 0);
                while (at >= 0) {
                    open = !open;
                    at = find(open ? closingOf(opening) : opening, text, at + 2);
                }
            }
            return open;
        }
    }
}
