package dev.holdfast.worker.provider.resume;

import java.util.Arrays;

/**
 * A text without its white space, and where in it each character stands. It may grow, at the cost
 * of what is added. All lengths and indexes are of what is left, in UTF-16 code units.
 */
final class Dense {
    private final StringBuilder characters = new StringBuilder();
    private int[] places = new int[64];

    /** Of the text, white space included. */
    private int read;

    static Dense of(CharSequence text) {
        Dense dense = new Dense();
        dense.add(text);
        return dense;
    }

    void add(CharSequence text) {
        for (int i = 0; i < text.length(); i++, read++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                if (characters.length() == places.length) {
                    places = Arrays.copyOf(places, 2 * places.length);
                }
                places[characters.length()] = read;
                characters.append(text.charAt(i));
            }
        }
    }

    int length() {
        return characters.length();
    }

    boolean isEmpty() {
        return characters.isEmpty();
    }

    /** Whether {@code other} stands in the last {@code reach} characters. */
    boolean hasNearEnd(Dense other, int reach) {
        int from = Math.max(0, length() - reach);
        return other.length() <= length() - from
                && characters.indexOf(other.characters.toString(), from) >= 0;
    }

    int indexOf(Dense other) {
        return characters.indexOf(other.characters.toString());
    }

    /**
     * How many characters both begin with.
     *
     * @param known so many are known to be the same
     */
    int sharedStart(Dense other, int known) {
        int most = Math.min(length(), other.length());
        int shared = known;
        while (shared < most && characters.charAt(shared) == other.characters.charAt(shared)) {
            shared++;
        }
        return shared;
    }

    /**
     * The length of the longest end of this, of at most {@code reach}, that {@code other} begins
     * with.
     */
    int endThatBegins(Dense other, int reach) {
        for (int n = Math.min(reach, Math.min(length(), other.length())); n > 0; n--) {
            if (endsWithStartOf(other, n)) {
                return n;
            }
        }
        return 0;
    }

    private boolean endsWithStartOf(Dense other, int count) {
        int from = length() - count;
        for (int i = 0; i < count; i++) {
            if (characters.charAt(from + i) != other.characters.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Where the character stands in the text. */
    int at(int index) {
        return places[index];
    }

    /** Where in the text that which follows the first {@code count} characters begins. */
    int after(int count) {
        return count == 0 ? 0 : places[count - 1] + 1;
    }
}
