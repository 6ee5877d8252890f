package dev.holdfast.worker.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.text.Characters;

/**
 * The marks in a paragraph whose pair has not come. The parser finds all others: what it leaves as
 * text among the paragraph's own children is none, or is open. Within emphasis or a link that is
 * closed nothing is open any more.
 */
final class OpenMarks {
    /** Stands between the text and what closes its marks. No character, and never will be. */
    static final char END = '\uFDD1';

    /** Makes a link of what it stands behind, which is shown as its text. */
    private static final String CLOSING_LINK = "](" + END + ")";

    /** With more open at once it is no text that a person would read; all show as typed. */
    private static final int MOST = 16;

    /** UTF-16 code units; no text of a link is as long. */
    private static final int LONGEST_LINK = 400;

    /** UTF-16 code units; a bracket that is closed no sooner is one. */
    private static final int LONGEST_INDEX = 40;

    private static final Pattern AUTOLINK =
            Pattern.compile("<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\\s<>]*");

    /** Numbers of sources, and boxes. */
    private static final Pattern NO_LINK = Pattern.compile("\\[(?:\\^?\\d*|[ xX])");

    /** What stands behind the star of a file's name or of a formula. */
    private static final String NEVER_MARKED = "./,;:=)]";

    /**
     * @param at offset in the text
     * @param closing what would close it
     */
    record Mark(int at, String closing) {
        boolean isBracket() {
            return closing.equals(CLOSING_LINK);
        }
    }

    private final String text;
    private final List<Mark> marks = new ArrayList<>();

    private OpenMarks(String text) {
        this.text = text;
    }

    /**
     * @param parsed from the text, with places in it
     * @return in the order of the text
     */
    static List<Mark> in(Node parsed, String text) {
        OpenMarks open = new OpenMarks(text);
        for (Node node = parsed.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Text && !node.getSourceSpans().isEmpty()) {
                SourceSpan last = node.getSourceSpans().getLast();
                open.read(
                        node.getSourceSpans().getFirst().getInputIndex(),
                        last.getInputIndex() + last.getLength());
            } else if (node instanceof OpenCode code) {
                open.marks.add(new Mark(text.length(), code.closing()));
            } else if (hasLink(node)) {
                open.marks.removeIf(mark -> mark.isBracket() && !isImage(mark, text));
            }
        }
        open.marks.removeIf(mark -> mark.isBracket() && isTooLong(mark, text));
        return open.marks;
    }

    /** Then the text is shown as it was typed. */
    static boolean areTooMany(List<Mark> marks) {
        return marks.size() > MOST;
    }

    /** Whether a text has characters that stand for something else here. */
    static boolean isConfusedBy(String text) {
        return text.indexOf(END) >= 0 || CjkEmphasis.hasStandIn(text);
    }

    /** Text behind them with all of them closed. */
    static String closingsOf(List<Mark> marks) {
        StringBuilder closings = new StringBuilder().append(END);
        marks.reversed().forEach(mark -> closings.append(mark.closing()));
        return closings.toString();
    }

    /** Links do not stand within each other, but images stand within links. */
    private static boolean hasLink(Node node) {
        if (node instanceof Link) {
            return true;
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            if (hasLink(child)) {
                return true;
            }
        }
        return false;
    }

    private void read(int from, int to) {
        int at = from;
        while (at < to) {
            char c = text.charAt(at);
            int next = at + 1;
            switch (c) {
                case '\\' -> next++;
                case '*', '_', '~' -> {
                    while (next < to && text.charAt(next) == c) {
                        next++;
                    }
                    readRun(at, next);
                }
                case '[' -> marks.add(new Mark(at, CLOSING_LINK));
                case ']' -> endBracket();
                case '<' -> {
                    if (AUTOLINK.matcher(text).region(at, text.length()).matches()) {
                        marks.add(new Mark(at, ">"));
                        next = to;
                    }
                }
                default -> {}
            }
            at = next;
        }
    }

    private void endBracket() {
        for (int i = marks.size() - 1; i >= 0; i--) {
            if (marks.get(i).isBracket()) {
                marks.remove(i);
                return;
            }
        }
    }

    private void readRun(int from, int to) {
        char c = text.charAt(from);
        int length = to - from;
        boolean isPair = c != '~' || length == 2;
        if (isPair && length <= 3 && mayOpen(from, to) && !isNeverMarked(from, to)) {
            marks.add(new Mark(from, text.substring(from, to)));
        }
    }

    /** CommonMark: a run opens where it is left-flanking, as the whole that it is in the text. */
    private boolean mayOpen(int from, int to) {
        char c = text.charAt(from);
        int start = from;
        while (start > 0 && text.charAt(start - 1) == c) {
            start--;
        }
        int end = to;
        while (end < text.length() && text.charAt(end) == c) {
            end++;
        }
        int before = start == 0 ? '\n' : text.codePointBefore(start);
        int after = end == text.length() ? '\n' : text.codePointAt(end);
        boolean isSpaceBefore = Characters.isWhitespaceCodePoint(before);
        boolean isSpaceAfter = Characters.isWhitespaceCodePoint(after);
        boolean isPunctuationBefore = Characters.isPunctuationCodePoint(before);
        boolean isPunctuationAfter = Characters.isPunctuationCodePoint(after);
        boolean isLeft =
                !isSpaceAfter && (!isPunctuationAfter || isSpaceBefore || isPunctuationBefore);
        boolean isRight =
                !isSpaceBefore && (!isPunctuationBefore || isSpaceAfter || isPunctuationAfter);
        return isLeft && (c != '_' || !isRight || isPunctuationBefore);
    }

    /** Products, powers and names of files: they could be emphasis, and hardly ever are. */
    private boolean isNeverMarked(int from, int to) {
        char before = from == 0 ? ' ' : text.charAt(from - 1);
        char after = to == text.length() ? ' ' : text.charAt(to);
        boolean isSingle = to - from == 1;
        boolean isFactor = isWord(before) && (isSingle || Character.isDigit(after));
        return isFactor || (isSingle && NEVER_MARKED.indexOf(after) >= 0);
    }

    private static boolean isWord(char c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }

    /**
     * Where the text is to be cut off because nobody knows what its last bracket is: that of {@code
     * a[0}, or of the number of a source; its end where it goes on as a link, or has none.
     */
    static int knownUntil(List<Mark> marks, String text) {
        for (Mark mark : marks) {
            if (mark.isBracket()
                    && (isIndex(mark, text)
                            || NO_LINK.matcher(text).region(mark.at, text.length()).matches())) {
                return isImage(mark, text) ? mark.at - 1 : mark.at;
            }
        }
        return text.length();
    }

    private static boolean isTooLong(Mark mark, String text) {
        return text.length() - mark.at > (isIndex(mark, text) ? LONGEST_INDEX : LONGEST_LINK);
    }

    private static boolean isIndex(Mark mark, String text) {
        return mark.at > 0 && isWord(text.charAt(mark.at - 1));
    }

    private static boolean isImage(Mark mark, String text) {
        return mark.at > 0 && text.charAt(mark.at - 1) == '!';
    }
}
