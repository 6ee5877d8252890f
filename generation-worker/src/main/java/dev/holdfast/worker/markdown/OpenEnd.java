package dev.holdfast.worker.markdown;

import dev.holdfast.worker.markdown.OpenMarks.Mark;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;

/**
 * Shows the text that is still written as what it will be: a mark whose pair has not come is closed
 * at the end, and what no one can know yet is left out there. Every other text is left to the
 * parser behind.
 *
 * <p>The text is parsed twice where it has marks: once to see which of them are open, and once with
 * what closes them.
 */
final class OpenEnd implements InlineParser {
    /** UTF-16 code units at the end, in which that is searched which nobody can know. */
    private static final int SEARCHED = 64;

    private static final Pattern UNKNOWN =
            Pattern.compile(
                    "(?:\\\\[(\\[]?|[*_~]+|`+|\\$+" // an escape or a formula; a mark
                            // an entity, a link; a run of either goes at once
                            + "|&++#?\\w{0,8}|<++(?:[A-Za-z][A-Za-z0-9+.-]{0,31})?"
                            + "|!?\\[\\^?\\d{0,3}|(?<![^\\s(\\[])!)\\z"); // an image, a source

    /** An address, and a title, that go on. Gives nothing back, so that a miss costs its length. */
    private static final Pattern DESTINATION =
            Pattern.compile(
                    "[ \\t]*+(?:<[^<>\\n]*+>?+|[^\\s<]\\S*+)?+"
                            + "(?:\\s++(?:\"[^\"]*+\"?+|'[^']*+'?+)?+\\s*+)?+");

    /** Of a task without its text. */
    private static final Pattern BOX = Pattern.compile("\\[[ xX]\\]\\s*");

    private static final Pattern MARKED = Pattern.compile("[*_~`\\[<]");

    private final InlineParser parser;
    private final InlineParser look;
    private final Growing growing;

    /**
     * @param look parses code that has no end as {@link OpenCode}
     */
    OpenEnd(InlineParser parser, InlineParser look, Growing growing) {
        this.parser = parser;
        this.look = look;
        this.growing = growing;
    }

    @Override
    public void parse(SourceLines lines, Node block) {
        if (!growing.goesOnIn(block, lines)) {
            parser.parse(lines, block);
            return;
        }
        String text = oneSpaceAtEndOf(known(lines.getContent()));
        if (isNothing(text)) {
            showNothing(block);
        } else if (OpenMarks.isConfusedBy(text) || !MARKED.matcher(text).find()) {
            parser.parse(linesOf(text), block);
        } else if (!parse(text, linkEnd(text), block)) {
            parse(text, text.length(), block);
        }
    }

    /** The text without what nobody can know at its end. */
    static String known(String text) {
        int end = text.length();
        while (end > 0) {
            Matcher unknown = UNKNOWN.matcher(text).region(Math.max(0, end - SEARCHED), end);
            int start = unknown.find() ? unknown.start() : end;
            start = Math.min(end, isEscaped(text, start) ? start + 1 : start);
            if (start == end) {
                break;
            }
            end = start;
        }
        return text.substring(0, end);
    }

    /** Behind a mark, a space tells whether it closes. */
    private static String oneSpaceAtEndOf(String text) {
        String stripped = text.stripTrailing();
        return stripped.length() == text.length() ? text : stripped + " ";
    }

    private static boolean isEscaped(String text, int at) {
        int before = at;
        while (before > 0 && text.charAt(before - 1) == '\\') {
            before--;
        }
        return (at - before) % 2 == 1;
    }

    /** Where the text of a link ends whose address or label is still written; the text's end. */
    private static int linkEnd(String text) {
        int end = text.length();
        if (end > 0 && text.charAt(end - 1) == ']') {
            return end - 1;
        }
        int address = text.lastIndexOf("](");
        if (address >= 0 && isDestination(text.substring(address + 2))) {
            return address;
        }
        int label = text.lastIndexOf("][");
        return label >= 0 && text.indexOf(']', label + 1) < 0 ? label : end;
    }

    private static boolean isDestination(String text) {
        int open = 0;
        for (int i = 0; i < text.length() && open >= 0; i++) {
            switch (text.charAt(i)) {
                case '(' -> open++;
                case ')' -> open--;
                case '\\' -> i++;
                default -> {}
            }
        }
        return open >= 0 && DESTINATION.matcher(text).matches();
    }

    /**
     * @param linkEnd where to cut the text off
     * @return false if the text was cut off and no link ends there
     */
    private boolean parse(String text, int linkEnd, Node block) {
        String marked = CjkEmphasis.markedLines(text.substring(0, linkEnd));
        Paragraph seen = look(marked);
        List<Mark> marks = OpenMarks.in(seen, marked);
        if (OpenMarks.areTooMany(marks)) {
            parser.parse(linesOf(text), block);
            return true;
        }
        if (linkEnd < text.length() && marks.stream().noneMatch(Mark::isBracket)) {
            return false;
        }
        if (marks.isEmpty() && marked.equals(text)) {
            move(seen, block);
            return true;
        }
        int end = OpenMarks.knownUntil(marks, marked);
        String known = oneSpaceAtEndOf(CjkEmphasis.plain(marked.substring(0, end)));
        List<Mark> open =
                marks.stream().filter(mark -> end == marked.length() || mark.at() < end).toList();
        if (isNothing(known)) {
            showNothing(block);
            return true;
        }
        if (open.isEmpty()) {
            parser.parse(linesOf(known), block);
            return true;
        }
        parser.parse(linesOf(known + OpenMarks.closingsOf(open)), block);
        if (new Seam().takeOutOf(block) < open.stream().filter(Mark::isBracket).count()) {
            // Not the parser's idea of a link: it is shown as it was typed.
            removeChildren(block);
            List<Mark> others = open.stream().filter(mark -> !mark.isBracket()).toList();
            parser.parse(linesOf(text + OpenMarks.closingsOf(others)), block);
            new Seam().takeOutOf(block);
        }
        return true;
    }

    private static boolean isNothing(String text) {
        return text.isBlank() || BOX.matcher(text).matches();
    }

    private static void showNothing(Node block) {
        if (block instanceof Paragraph) {
            block.unlink();
        }
    }

    /** The text with its nodes' places in it. */
    private Paragraph look(String text) {
        SourceLines lines = SourceLines.empty();
        int at = 0;
        for (String line : text.split("\n", -1)) {
            SourceSpan span = SourceSpan.of(0, 0, at, line.length());
            lines.addLine(SourceLine.of(line, span));
            at += line.length() + 1;
        }
        Paragraph seen = new Paragraph();
        look.parse(lines, seen);
        return seen;
    }

    /** Without the places, which are not those in the answer. */
    private static void move(Node from, Node to) {
        forgetPlaces(from);
        while (from.getFirstChild() != null) {
            to.appendChild(from.getFirstChild());
        }
    }

    private static void forgetPlaces(Node parent) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            child.setSourceSpans(List.of());
            forgetPlaces(child);
        }
    }

    private static void removeChildren(Node block) {
        while (block.getFirstChild() != null) {
            block.getFirstChild().unlink();
        }
    }

    private static SourceLines linesOf(String text) {
        SourceLines lines = SourceLines.empty();
        for (String line : text.split("\n", -1)) {
            lines.addLine(SourceLine.of(line, null));
        }
        return lines;
    }
}
