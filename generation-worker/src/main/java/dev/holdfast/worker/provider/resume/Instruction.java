package dev.holdfast.worker.provider.resume;

/**
 * What a model is asked to do with the beginning of its answer. It is asked to repeat the last
 * words, since models drop the blank that a reply would begin with: where the words come again,
 * what follows them is certain, within a word too.
 */
public final class Instruction {
    /** UTF-16 code units of the last words, at most. */
    private static final int ANCHOR = 48;

    /** Fewer may stand anywhere, so then they begin within a word. */
    private static final int FEWEST = 16;

    private Instruction() {}

    /**
     * @param kept the beginning; not blank
     */
    public static String after(String kept) {
        return """
        Your last message was cut off before its end. Go on with it from exactly where it stops. \
        Begin by repeating its last words as they stand between the two marks, then write what \
        comes next, in the same language and format, up to the end. Do not begin the message \
        again, and write no greeting and no remark about this.
        <<<%s>>>\
        """
                .formatted(anchor(kept));
    }

    /** The last words of a text, without the blanks at its end. */
    static String anchor(String kept) {
        String text = kept.stripTrailing();
        int from = Math.max(0, text.length() - ANCHOR);
        if (from == 0) {
            return text.stripLeading();
        }
        int at = from;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        // A script without blanks between words, or a long word near the end.
        if (text.length() - at < FEWEST) {
            at = Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from;
        }
        return text.substring(at).strip();
    }
}
