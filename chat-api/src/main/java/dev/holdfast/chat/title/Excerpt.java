package dev.holdfast.chat.title;

/** The beginning of a text. */
final class Excerpt {
    private Excerpt() {}

    /**
     * Never half of a surrogate pair.
     *
     * @param length UTF-16 code units, at the most
     */
    static String of(int length, String text) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(
                0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
