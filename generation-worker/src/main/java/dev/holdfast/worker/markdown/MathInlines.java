package dev.holdfast.worker.markdown;

import dev.holdfast.worker.markdown.math.Formula;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/**
 * Formulas in text: {@code \(…\)}, {@code \[…\]}, {@code $…$} and {@code $$…$$}. A dollar sign is
 * mostly money. It opens a formula if nothing but a space or a mark stands before it and no space
 * behind it, and if the next one closes it: with no space before it and no letter or digit behind
 * it; "$5 and $10" has none that does. What is between must not be mere words, nor the words
 * between two units: "Revenue ($) = Price ($)". Chemistry, {@code \\ce{…}}, needs no delimiters.
 *
 * <p>A formula that is not closed in its paragraph is shown as it was typed, with all that follows,
 * as long as it is sure to be one.
 */
final class MathInlines implements InlineContentParserFactory {
    /** UTF-16 code units; no formula within text is as long. */
    private static final int LONGEST = 1000;

    /** UTF-16 code units of one paragraph that may be searched in vain; beyond, all is text. */
    private static final int VAIN = 20_000;

    /** A command, or a power. */
    private static final Pattern SURELY = Pattern.compile("\\\\[A-Za-z]|\\^");

    private static final Pattern SIGNS = Pattern.compile("[\\\\^_={}<>+*|]");
    private static final Pattern WORDS = Pattern.compile("[A-Za-z]{2,}[\\s,.;:'-]+[A-Za-z]{2,}");
    private static final Pattern AMOUNT = Pattern.compile("\\d.*[\\s(/-].*|\\d.*[A-Za-z]{2,}.*");

    /** What stands around words when two dollar signs are marked, quoted or listed. */
    private static final Pattern AROUND_WORDS =
            Pattern.compile("(?s)[*_~\"'”’»,;:].*|.*[*_~\"'“‘«]");

    private static final Pattern WORD =
            Pattern.compile("\\p{L}{2,}|[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

    /** Of intervals that exclude their ends, as half the world writes them. */
    private static final Pattern OUTWARD = Pattern.compile("\\][^\\[\\]]*[,;][^\\[\\]]*\\[");

    @Override
    public Set<Character> getTriggerCharacters() {
        return Set.of('$', '\\');
    }

    @Override
    public InlineContentParser create() {
        Effort effort = new Effort();
        return state -> tryParse(state, effort);
    }

    /** Of one paragraph. */
    private static final class Effort {
        private int left = VAIN;
    }

    private static ParsedInline tryParse(InlineParserState state, Effort effort) {
        Scanner scanner = state.scanner();
        Opening opening = new Opening(scanner, scanner.position(), effort);
        int before = scanner.peekPreviousCodePoint();
        if (scanner.next('\\')) {
            if (scanner.next('(')) {
                return opening.upTo("\\)", false);
            }
            if (scanner.next('[')) {
                return opening.upTo("\\]", true);
            }
            return scanner.next("ce{") || scanner.next("pu{")
                    ? opening.upToBrace()
                    : ParsedInline.none();
        }
        scanner.next('$');
        if (before == '$' || before == '\\' || Character.isLetterOrDigit(before)) {
            return ParsedInline.none();
        }
        return scanner.next('$') ? opening.upTo("$$", true) : opening.upTo("$", false);
    }

    /** A place in the text where a formula may begin. */
    private record Opening(Scanner scanner, Position start, Effort effort) {

        ParsedInline upTo(String closing, boolean display) {
            boolean isMoney = closing.equals("$");
            if (effort.left <= 0 || (isMoney && isSpace(scanner.peek()))) {
                return ParsedInline.none();
            }
            Position from = scanner.position();
            Position to = from;
            int length = 0;
            boolean escaped = false;
            while (goesOn() && length <= LONGEST) {
                to = scanner.position();
                if (!escaped && scanner.next(closing)) {
                    return closed(textOf(from, to), closing, display);
                }
                escaped = !escaped && scanner.peek() == '\\';
                scanner.next();
                length++;
            }
            effort.left -= length;
            return length > LONGEST ? ParsedInline.none() : open(closing);
        }

        private ParsedInline closed(String tex, String closing, boolean display) {
            boolean isFormula =
                    closing.equals("$") ? isNoMoney(tex, scanner.peek()) : !tex.isBlank();
            if (!isFormula) {
                return ParsedInline.none();
            }
            Position end = scanner.position();
            Formula formula = new Formula(tex.strip(), display);
            return ParsedInline.of(MathText.formula(textOf(start, end), formula), end);
        }

        private static boolean isNoMoney(String tex, char next) {
            if (tex.isEmpty()
                    || isSpace(tex.charAt(tex.length() - 1))
                    || Character.isLetterOrDigit(next)
                    || next == '$') {
                return false;
            }
            if (SURELY.matcher(tex).find()) {
                return true;
            }
            if (!isBalanced(tex)
                    || (AROUND_WORDS.matcher(tex).matches() && WORD.matcher(tex).find())) {
                return false;
            }
            return SIGNS.matcher(tex).find()
                    || !(WORDS.matcher(tex).find() || AMOUNT.matcher(tex).matches());
        }

        /** Every bracket is closed, and was opened; by which kind is free: {@code [0,1)}. */
        private static boolean isBalanced(String tex) {
            int open = 0;
            for (int i = 0; i < tex.length() && open >= 0; i++) {
                switch (tex.charAt(i)) {
                    case '(', '[', '（' -> open++;
                    case ')', ']', '）' -> open--;
                    case '\\' -> i++;
                    default -> {}
                }
            }
            return open == 0 || OUTWARD.matcher(tex).matches();
        }

        /** The braces are its delimiters, and part of it. */
        ParsedInline upToBrace() {
            int open = 1;
            int length = 0;
            while (goesOn() && length <= LONGEST && effort.left > 0) {
                char c = scanner.peek();
                scanner.next();
                length++;
                if (c == '{') {
                    open++;
                } else if (c == '}') {
                    open--;
                }
                if (open == 0) {
                    Position end = scanner.position();
                    String tex = textOf(start, end);
                    return ParsedInline.of(MathText.formula(tex, new Formula(tex, false)), end);
                }
            }
            effort.left -= length;
            return ParsedInline.none();
        }

        private boolean goesOn() {
            return scanner.hasNext() && scanner.peek() != OpenMarks.END;
        }

        private ParsedInline open(String closing) {
            Position end = scanner.position();
            String rest = textOf(start, end);
            boolean isSure = !closing.startsWith("$") || SURELY.matcher(rest).find();
            return isSure ? ParsedInline.of(MathText.typed(rest), end) : ParsedInline.none();
        }

        private String textOf(Position from, Position to) {
            return scanner.getSource(from, to).getContent();
        }

        private static boolean isSpace(char c) {
            return c == ' ' || c == '\t' || c == '\n' || c == Scanner.END;
        }
    }
}
