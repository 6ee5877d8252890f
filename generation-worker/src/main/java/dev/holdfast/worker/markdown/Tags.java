package dev.holdfast.worker.markdown;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The HTML that models write where markdown has nothing for it, and that has a meaning here. None
 * of it is passed on: it is read, and written anew by renderers of ours. All other HTML is text.
 */
final class Tags {
    static final Pattern FOLD =
            Pattern.compile("(?i)<details(\\s+open(?:\\s*=\\s*\"[^\"<>]{0,20}\")?)?\\s*>");
    static final Pattern FOLD_END = Pattern.compile("(?i)</details\\s*>");
    static final Pattern TITLE = Pattern.compile("(?i)<summary\\s*>");
    static final Pattern TITLE_END = Pattern.compile("(?i)</summary\\s*>");
    static final Pattern BREAK = Pattern.compile("(?i)<br\\s*/?>");
    static final Pattern BREAKS = Pattern.compile("(?i)(?:<br\\s*/?>\\s*)+");

    /** What is written around a title to make it stand out, which it does by itself. */
    static final Pattern EMPHASIS = Pattern.compile("(?i)</?(?:b|strong|i|em|u|h[1-6])>");

    private static final List<String> WHOLE =
            List.of(
                    "<details>",
                    "<details open>",
                    "</details>",
                    "<summary>",
                    "</summary>",
                    "<br>",
                    "<br/>",
                    "<br />");
    private static final int LONGEST = 16;
    private static final Pattern UNTITLED =
            Pattern.compile("(?i)(?:^|\\n) {0,3}(<details(?:\\s+open)?\\s*>\\s*)$");

    /** Characters; a fold, some blank lines and the beginning of a title. */
    private static final int SEEN = 64;

    private Tags() {}

    /**
     * How many characters at the end may be half a tag, or a fold whose title may follow: shown
     * now, they would be shown as something else with the next token.
     */
    static int halfAtEndOf(CharSequence text) {
        int from = Math.max(0, text.length() - SEEN);
        String end = text.subSequence(from, text.length()).toString();
        int tag = end.lastIndexOf('<');
        int kept = tag >= 0 && isHalf(end.substring(tag)) ? tag : end.length();
        var untitled = UNTITLED.matcher(end.substring(0, kept));
        return end.length() - (untitled.find() ? untitled.start(1) : kept);
    }

    private static boolean isHalf(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return WHOLE.stream().anyMatch(it -> it.length() > lower.length() && it.startsWith(lower));
    }
}
