package dev.holdfast.worker.run;

/**
 * Makes any pieces fit for UTF-8 and for a database: a pair that was cut in two is put together, a
 * half that stays alone and U+0000 become U+FFFD. The length counts UTF-16 code units before and
 * after alike, but for a half that is held back.
 */
final class WholeCharacters {
    private static final char REPLACEMENT = '\uFFFD';

    /** The first half of a pair whose second has not come; 0 = none. */
    private char held;

    String take(String piece) {
        if (piece.isEmpty()) {
            return piece;
        }
        String text = held == 0 ? piece : held + piece;
        held = 0;
        char last = text.charAt(text.length() - 1);
        if (Character.isHighSurrogate(last)) {
            held = last;
            text = text.substring(0, text.length() - 1);
        }
        return isWhole(text) ? text : mended(text);
    }

    private static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static String mended(String text) {
        StringBuilder mended = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair =
                    Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                mended.append(c).append(text.charAt(++i));
            } else {
                mended.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
            }
        }
        return mended.toString();
    }
}
