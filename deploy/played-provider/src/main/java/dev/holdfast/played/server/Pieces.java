package dev.holdfast.played.server;

import java.util.ArrayList;
import java.util.List;

/** A text cut into pieces of whole code points. */
final class Pieces {
    private Pieces() {}

    static List<String> of(String text, int size) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int left = text.codePointCount(from, text.length());
            int to = text.offsetByCodePoints(from, Math.min(size, left));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
