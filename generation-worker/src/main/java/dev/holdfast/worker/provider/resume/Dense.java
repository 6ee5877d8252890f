package dev.holdfast.worker.provider.resume;

/**
 * A text without its white space, and where in it each character stands. All lengths and indexes
 * are of what is left, in UTF-16 code units.
 */
final class Dense {
    private final String characters;
    private final int[] places;

    private Dense(String characters, int[] places) {
        this.characters = characters;
        this.places = places;
    }

    static Dense of(CharSequence text) {
        StringBuilder characters = new StringBuilder(text.length());
        int[] places = new int[text.length()];
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                places[characters.length()] = i;
                characters.append(text.charAt(i));
            }
        }
        return new Dense(characters.toString(), places);
    }

    int length() {
        return characters.length();
    }

    boolean isEmpty() {
        return characters.isEmpty();
    }

    boolean startsWith(Dense other) {
        return characters.startsWith(other.characters);
    }

    /** Where {@code other} begins in the last {@code reach} characters, or -1. */
    int indexNearEnd(Dense other, int reach) {
        return characters.indexOf(other.characters, Math.max(0, length() - reach));
    }

    int indexOf(Dense other) {
        return characters.indexOf(other.characters);
    }

    /** How many characters both begin with. */
    int sharedStart(Dense other) {
        int most = Math.min(length(), other.length());
        int shared = 0;
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
            if (characters.regionMatches(length() - n, other.characters, 0, n)) {
                return n;
            }
        }
        return 0;
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
