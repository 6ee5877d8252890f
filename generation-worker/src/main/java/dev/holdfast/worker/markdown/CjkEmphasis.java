package dev.holdfast.worker.markdown;

import java.util.stream.Collectors;
import org.commonmark.node.Code;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;
import org.commonmark.text.Characters;

/**
 * Lets {@code *} and {@code ~} mark text that has no space around it, as Chinese, Japanese and
 * Korean have none. CommonMark looks at the characters on both sides of a run of them: it may close
 * only what ends in a word, or in punctuation with a space after it, and so never in <code>注意：**正文
 * </code>. The CJK-friendly amendments, which other renderers follow, come to this: a run that
 * touches a CJK character, and no space, may open and may close. Those for {@code _} change
 * nothing.
 *
 * <p>The parser lets nobody else decide. So a stand-in for a letter is written on both sides of
 * such a run before it is parsed, and taken out of every node after it. Between two runs that touch
 * each other stands one for punctuation as well, so that the other one sees what it saw before.
 */
final class CjkEmphasis implements InlineParser {
    /** No character, and never will be. */
    private static final char LETTER = '\uFDD0';

    /** Of Sundanese manuscripts. A text that has it, or the other one, is left as it is. */
    private static final char PUNCTUATION = '\u1CC7';

    private final InlineParser parser;

    CjkEmphasis(InlineParser parser) {
        this.parser = parser;
    }

    @Override
    public void parse(SourceLines lines, Node block) {
        SourceLines marked = SourceLines.empty();
        boolean changed = false;
        for (SourceLine line : lines.getLines()) {
            CharSequence content = line.getContent();
            if (hasStandIn(content)) {
                parser.parse(lines, block);
                return;
            }
            String withStandIns = marked(content);
            changed |= withStandIns.length() > content.length();
            // Places in the source would be those of the line without them; nobody asks for them.
            marked.addLine(SourceLine.of(withStandIns, null));
        }
        if (!changed) {
            parser.parse(lines, block);
            return;
        }
        parser.parse(marked, block);
        eachChild(block);
    }

    static boolean hasStandIn(CharSequence text) {
        return text.chars().anyMatch(CjkEmphasis::isStandIn);
    }

    private static boolean isStandIn(int c) {
        return c == LETTER || c == PUNCTUATION;
    }

    /** Lines with their stand-ins, as {@link #parse} gives them to the parser. */
    static String markedLines(String lines) {
        return lines.lines().map(CjkEmphasis::marked).collect(Collectors.joining("\n"));
    }

    /** A line with its stand-ins. */
    static String marked(CharSequence line) {
        StringBuilder marked = new StringBuilder(line.length());
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            int end = at + 1;
            if (c == '\\' && end < line.length()) {
                end++;
            } else if (isMark(c)) {
                while (end < line.length() && line.charAt(end) == c) {
                    end++;
                }
                if (isWithinCjk(line, at, end)) {
                    marked.append(isRun(line.charAt(at - 1)) ? "" + PUNCTUATION + LETTER : LETTER);
                    marked.append(line, at, end);
                    marked.append(isRun(line.charAt(end)) ? "" + LETTER + PUNCTUATION : LETTER);
                    at = end;
                    continue;
                }
            }
            marked.append(line, at, end);
            at = end;
        }
        return marked.toString();
    }

    private static boolean isMark(char c) {
        return c == '*' || c == '~';
    }

    private static boolean isRun(char c) {
        return isMark(c) || c == '_';
    }

    /** The ends of a line count as spaces. */
    private static boolean isWithinCjk(CharSequence line, int from, int to) {
        if (from == 0 || to == line.length()) {
            return false;
        }
        int after = Character.codePointAt(line, to);
        return !Characters.isWhitespaceCodePoint(Character.codePointBefore(line, from))
                && !Characters.isWhitespaceCodePoint(after)
                && (Cjk.endsWith(line, from) || Cjk.is(after));
    }

    /** A label or an address as it was written. */
    static String plain(String text) {
        if (!hasStandIn(text)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        text.chars().filter(c -> !isStandIn(c)).forEach(c -> plain.append((char) c));
        return plain.toString();
    }

    private static void eachChild(Node parent) {
        Node child = parent.getFirstChild();
        while (child != null) {
            Node next = child.getNext();
            eachChild(child);
            makePlain(child);
            child = next;
        }
    }

    private static void makePlain(Node node) {
        switch (node) {
            case Text text -> {
                text.setLiteral(plain(text.getLiteral()));
                if (text.getLiteral().isEmpty()) {
                    text.unlink();
                }
            }
            case Code code -> code.setLiteral(plain(code.getLiteral()));
            case HtmlInline html -> html.setLiteral(plain(html.getLiteral()));
            case Link link -> {
                link.setDestination(plain(link.getDestination()));
                if (link.getTitle() != null) {
                    link.setTitle(plain(link.getTitle()));
                }
            }
            case Image image -> {
                image.setDestination(plain(image.getDestination()));
                if (image.getTitle() != null) {
                    image.setTitle(plain(image.getTitle()));
                }
            }
            case MathText math -> {
                math.insertAfter(math.with(CjkEmphasis::plain));
                math.unlink();
            }
            default -> {}
        }
    }
}
