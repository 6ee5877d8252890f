package dev.holdfast.worker.markdown;

/**
 * Text on its way in: line breaks become {@code \n}, and half characters that stay alone become
 * U+FFFD, since no HTML can carry them. A provider cuts where it likes: a trailing {@code \r} may
 * be half a line break, a trailing high surrogate half a character; either waits for what follows.
 */
final class Intake {
    private static final char REPLACEMENT = '\uFFFD';

    private String held = "";

    /** What may be rendered now. */
    String take(String text) {
        String all = held + text;
        int end = all.length();
        if (end > 0 && mayBeHalf(all.charAt(end - 1))) {
            end--;
        }
        held = all.substring(end);
        return mended(all.substring(0, end));
    }

    /** What was held back: nothing follows. */
    String rest() {
        String last = held;
        held = "";
        return mended(last);
    }

    private static boolean mayBeHalf(char last) {
        return last == '\r' || Character.isHighSurrogate(last);
    }

    private static String mended(String text) {
        StringBuilder mended = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (c == '\r') {
                mended.append('\n');
                i += next == '\n' ? 1 : 0;
            } else if (Character.isSurrogatePair(c, next)) {
                mended.append(c).append(next);
                i++;
            } else {
                mended.append(Character.isSurrogate(c) ? REPLACEMENT : c);
            }
        }
        return mended.toString();
    }
}
