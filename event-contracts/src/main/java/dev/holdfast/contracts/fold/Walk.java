package dev.holdfast.contracts.fold;

import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.content.Piece;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far pieces lead from one mark.
 *
 * @param mark behind the last one that fits
 * @param misfit the first one that does not; null where all do
 */
record Walk(Mark mark, @Nullable Piece misfit) {

    static Walk from(Mark start, List<Piece> pieces) {
        Mark at = start;
        for (Piece piece : pieces) {
            if (goesOn(at, piece)) {
                at = piece.end();
            } else if (piece.isPlaced() || piece.part() < 0 || piece.part() >= at.parts()) {
                return new Walk(at, piece);
            }
        }
        return new Walk(at, null);
    }

    /** Whether it adds to the last part, or opens the next. */
    private static boolean goesOn(Mark at, Piece piece) {
        boolean opens = piece.part() == at.parts() && piece.from() == 0;
        return opens || (piece.isPlaced() && at.parts() > 0 && piece.start().equals(at));
    }
}
