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
    private static final Pattern LABEL =
            Pattern.compile(
                    "^(?:title|titel|titre|título|titolo)\\s*:\\s*", Pattern.CASE_INSENSITIVE);
    private static final String QUOTES = "\"'“”„‘’«»";

    private TitleText() {}

    /** What a model said, or nothing if there is no title in it. */
    static Optional<String> ofModel(String said) {
        return said.lines()
                .map(TitleText::plain)
                .map(line -> LABEL.matcher(line).replaceFirst(""))
                .map(TitleText::unquoted)
                .filter(line -> !line.isEmpty())
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
