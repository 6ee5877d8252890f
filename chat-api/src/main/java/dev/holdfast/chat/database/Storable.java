package dev.holdfast.chat.database;

/**
 * Text as PostgreSQL takes it: without U+0000 and without half a surrogate pair. Each such code
 * unit becomes U+FFFD, so that lengths and offsets stay what the log says. What is written as JSON
 * needs no call: {@link Json} sees to it.
 */
public final class Storable {
    static final char REPLACEMENT = '\uFFFD';

    private Storable() {}

    public static String text(String text) {
        int bad = firstBad(text, 0);
        if (bad < 0) {
            return text;
        }
        StringBuilder cleaned = new StringBuilder(text);
        while (bad >= 0) {
            cleaned.setCharAt(bad, REPLACEMENT);
            bad = firstBad(text, bad + 1);
        }
        return cleaned.toString();
    }

    private static int firstBad(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (unit == 0 || Character.isSurrogate(unit)) {
                return i;
            }
        }
        return -1;
    }
}
