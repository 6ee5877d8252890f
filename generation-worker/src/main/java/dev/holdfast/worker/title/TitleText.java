package dev.holdfast.worker.title;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes one short line of plain text of what somebody said. Pure functions. */
final class TitleText {
    /** UTF-16 code units: about what a list shows of a title. */
    static final int LONGEST = 60;

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}]+");
    private static final Pattern MARKUP = Pattern.compile("^[#>*\\-\\s]+|[*_`]{1,3}");

    /** A word for what follows, alone or behind some polite ones: {@code Sure! Here's a title:}. */
    private static final Pattern LABEL =
            Pattern.compile(
                    "^(?:(?:sure|okay|ok|certainly|of course)\\s*[!.,]?\\s*)?"
                            + "(?:(?:here(?:'s|’s| is)|this is)\\s+(?:an?|the|your|my)\\s+)?"
                            + "(?:[\\p{L}-]+\\s+){0,2}?"
                            + "(?:title|titel|titre|título|titolo|标题|標題|タイトル|제목)"
                            + "(?:\\s+(?:for|of)\\s+(?:the|this|your)\\s+[\\p{L}-]+)?"
                            + "\\s*[:：]\\s*",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern TAG = Pattern.compile("</?title>", Pattern.CASE_INSENSITIVE);

    /** A model that repeats so many characters of what it was asked has not answered. */
    private static final int QUOTED = 20;

    private static final String QUOTES = "\"'“”„‘’«»";

    private TitleText() {}

    /**
     * What a model said, or nothing if there is no title in it.
     *
     * @param task what it was asked to do, which is no title
     */
    static Optional<String> ofModel(String said, String task) {
        return said.lines()
                .map(line -> TAG.matcher(line).replaceAll(""))
                .map(TitleText::plain)
                .map(line -> LABEL.matcher(line).replaceFirst(""))
                .map(TitleText::unquoted)
                .filter(line -> !line.isEmpty() && !quotes(line, task))
                .findFirst()
                .map(TitleText::cut);
    }

    /** The beginning of a message, cut at a word. Nothing if it says nothing. */
    static Optional<String> ofFirstWords(String question) {
        return question.lines()
                .map(TitleText::plain)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(TitleText::cut);
    }

    private static boolean quotes(String line, String task) {
        return line.length() >= QUOTED
                && task.toLowerCase(Locale.ROOT).contains(line.toLowerCase(Locale.ROOT));
    }

    private static String plain(String line) {
        return SPACES.matcher(MARKUP.matcher(line).replaceAll("")).replaceAll(" ").strip();
    }

    private static String unquoted(String line) {
        int from = 0;
        int to = line.length();
        while (from < to && QUOTES.indexOf(line.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && (QUOTES + ".").indexOf(line.charAt(to - 1)) >= 0) {
            to--;
        }
        return line.substring(from, to).strip();
    }

    /** At a word where there is one, else between two characters as a person counts them. */
    private static String cut(String line) {
        if (line.length() <= LONGEST) {
            return line;
        }
        int room = LONGEST - 1;
        int space = line.lastIndexOf(' ', room);
        int end = space > room / 2 ? space : boundary(line, room);
        return line.substring(0, end).strip() + "…";
    }

    private static int boundary(String line, int most) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(line);
        return characters.isBoundary(most) ? most : characters.preceding(most);
    }
}
