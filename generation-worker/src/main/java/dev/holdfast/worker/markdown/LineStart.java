package dev.holdfast.worker.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;

/**
 * The beginning of a line that may still become one thing or another: {@code -} an item, a rule or
 * the line below a heading, {@code 12} a number or that of an item, {@code | a | b |} the head of a
 * table or text. It is held back until the characters come that decide it. So nothing is held back
 * for longer than a line, or two where it may be a table.
 */
final class LineStart {
    /** UTF-16 code units; a line that is longer is shown, whatever it may become. */
    private static final int LONGEST = 400;

    private static final Pattern MARKS =
            Pattern.compile("(?:[ \\t]*(?:(?:[-+*]|\\d{1,9}[.)])(?=[ \\t]|$)|>))*+[ \\t]*");

    /** What may follow these and show nothing yet. */
    private static final Pattern UNDECIDED =
            Pattern.compile(
                    "[-+*]|\\d{1,9}[.)]?|#{1,6}[ \\t]*" // an item, a heading
                            + "|[-*_=][-*_= \\t]*|[|:-][|:\\- \\t]*" // a rule, a table's second
                            // line
                            + "|`{1,2}|~{1,2}|`{3,}[^`]*|~{3,}.*" // a fence with its language
                            + "|\\[[ xX]?\\]?[ \\t]*|\\[[^\\[\\]]+\\]:.*" // a task, a definition
                            + "|\\$\\$?|\\\\\\[?");

    private static final Pattern SECOND_OF_TABLE = Pattern.compile("[|:\\- \\t]*");

    private LineStart() {}

    /**
     * How many characters at the end are held back, unless {@link #counts} says otherwise of what
     * stands before them.
     */
    static int heldAtEndOf(String text) {
        int start = text.lastIndexOf('\n') + 1;
        int length = text.length() - start;
        if (length > LONGEST) {
            return 0;
        }
        int marks = afterMarks(text, start, text.length());
        boolean undecided = isUndecided(text, start, marks);
        if (length > 0 && !undecided) {
            return mayBeHead(text, start, marks) ? length : 0;
        }
        boolean mayFollowHead =
                SECOND_OF_TABLE.matcher(text).region(marks, text.length()).matches();
        if (start > 0 && mayFollowHead) {
            int before = text.lastIndexOf('\n', start - 2) + 1;
            if (start - before <= LONGEST
                    && mayBeHead(text, before, afterMarks(text, before, start - 1))) {
                return text.length() - before;
            }
        }
        return length;
    }

    private static boolean isUndecided(String text, int start, int marks) {
        return marks == text.length()
                ? marks > start && !text.substring(start).isBlank()
                : UNDECIDED.matcher(text).region(marks, text.length()).matches();
    }

    private static int afterMarks(String text, int from, int to) {
        Matcher marks = MARKS.matcher(text).region(from, to);
        return marks.lookingAt() ? marks.end() : from;
    }

    /** A line that begins with a bar where the one before does not. */
    private static boolean mayBeHead(String text, int start, int marks) {
        if (marks == text.length() || text.charAt(marks) != '|') {
            return false;
        }
        if (start == 0) {
            return true;
        }
        int before = afterMarks(text, text.lastIndexOf('\n', start - 2) + 1, start - 1);
        return text.charAt(before) != '|';
    }

    /**
     * Whether the characters held back mean something after what stands before them. In code, in a
     * formula and in HTML they stand for themselves, and the row of a table heads none.
     *
     * @param before what was parsed without them
     */
    static boolean counts(Outline before, String held) {
        Node last = before.document().getLastChild();
        while (last != null && last.getLastChild() != null && !isLowest(last)) {
            last = last.getLastChild();
        }
        return switch (last) {
            case FencedCodeBlock code when code.getClosingFenceLength() == null ->
                    mayEnd(code, held.substring(afterMarks(held, 0, held.length())).strip());
            case MathBlock formula -> formula.formula().isPresent();
            case IndentedCodeBlock _ -> !held.startsWith("    ") && !held.startsWith("\t");
            case HtmlBlock _ -> false;
            case TableBlock _ ->
                    held.strip().equals("|") || !held.contains("|") || before.endsInBlankLine();
            case null, default -> true;
        };
    }

    private static boolean isLowest(Node node) {
        return node instanceof MathBlock || node instanceof TableBlock;
    }

    /** Fewer characters of a fence than it takes to end one. */
    private static boolean mayEnd(FencedCodeBlock code, String line) {
        return !line.isEmpty()
                && line.length() < code.getOpeningFenceLength()
                && line.equals(code.getFenceCharacter().repeat(line.length()));
    }
}
