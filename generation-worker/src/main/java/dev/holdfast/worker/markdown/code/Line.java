package dev.holdfast.worker.markdown.code;

import java.util.List;

/**
 * A line of code in pieces, which together are the line.
 *
 * @param stateAfter what the next line begins in, for example in a comment
 */
public record Line(List<Piece> pieces, int stateAfter) {

    /** Neighbours have different colours. */
    public record Piece(Colour colour, String text) {}

    static Line plain(String text, int state) {
        return new Line(text.isEmpty() ? List.of() : List.of(new Piece(Colour.PLAIN, text)), state);
    }
}
