package dev.holdfast.chat.generation;

import dev.holdfast.contracts.content.Citation;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Growing;
import dev.holdfast.contracts.content.HtmlPatch;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.content.Piece;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * What there is of an answer, put together from the pieces that the projection stored or is about
 * to store. Mutable and confined to one thread.
 *
 * <p>Its writers are in the log, where nothing can be refused any more: of a piece that breaks the
 * rules is taken what fits, and the end brings the whole.
 */
final class Written {
    private static final Logger LOG = Logger.getLogger(Written.class);

    private final Growing growing = new Growing();

    /**
     * @param known what there is already
     */
    Written(Content known) {
        growing.restore(known);
    }

    /**
     * @param pieces in the log's order
     */
    void add(List<Piece> pieces, List<Citation> citations) {
        pieces.forEach(this::add);
        growing.cite(citations);
    }

    private void add(Piece piece) {
        try {
            if (piece instanceof Piece.Text(int part, int from, String text, var patches)) {
                growing.add(new Piece.Text(part, from, text, List.of()));
                patch(part, from + text.length(), patches);
            } else {
                growing.add(piece);
            }
        } catch (IllegalArgumentException ofAnotherType) {
            LOG.debugf("piece of part %d left out, it is of another type", piece.part());
        }
    }

    /** Behind a patch that does not fit none is tried: the text stands without its HTML. */
    private void patch(int part, int end, List<HtmlPatch> patches) {
        for (HtmlPatch patch : patches) {
            growing.add(new Piece.Text(part, end, "", List.of(patch)));
        }
    }

    Content content() {
        return growing.content();
    }

    /**
     * What of a content a standing at this mark counts. All of it, as a rule. Where it is cut, the
     * HTML of its last part is left out, so that nobody takes a part for all.
     */
    static Content upTo(Mark mark, Content content) {
        return content.mark().isWithin(mark) ? content : cut(mark, content);
    }

    /**
     * What a later attempt keeps: without the HTML of the last part, which comes anew. The standing
     * has checked the mark; what is shorter all the same has lost a piece of another type.
     */
    static Content cut(Mark mark, Content content) {
        return content.upTo(content.mark().isWithin(mark) ? content.mark() : inside(mark, content));
    }

    /** The mark, or the end of its part where that is shorter. */
    private static Mark inside(Mark mark, Content content) {
        return mark.parts() == 0
                ? Mark.NONE
                : new Mark(
                        mark.parts(),
                        Math.min(mark.length(), content.parts().get(mark.parts() - 1).length()));
    }
}
