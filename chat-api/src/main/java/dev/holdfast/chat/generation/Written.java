package dev.holdfast.chat.generation;

import dev.holdfast.contracts.log.HtmlPatch;
import dev.holdfast.contracts.log.Source;
import java.util.ArrayList;
import java.util.List;

/** What there is of an answer, put together from the pieces that the projection stored. */
record Written(String text, String reasoning, List<String> html, List<Source> sources) {

    static final Written NOTHING = new Written("", "", List.of(), List.of());

    /**
     * @param pieces in the log's order
     */
    static Written of(List<Piece> pieces) {
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        List<String> html = new ArrayList<>();
        List<Source> sources = List.of();
        for (Piece piece : pieces) {
            text.append(piece.text());
            reasoning.append(piece.reasoning());
            apply(piece.html(), html);
            sources = Source.join(sources, piece.sources());
        }
        return new Written(text.toString(), reasoning.toString(), List.copyOf(html), sources);
    }

    /**
     * A patch that does not fit is a bug of its writer: the text stands, and the end brings HTML.
     */
    private static void apply(List<HtmlPatch> patches, List<String> html) {
        for (HtmlPatch patch : patches) {
            try {
                patch.applyTo(html);
            } catch (IllegalArgumentException doesNotFit) {
                return;
            }
        }
    }

    /**
     * The HTML is left out where it is not of the whole text, so that nobody takes a part for all.
     *
     * @param length the length that the standing has, in UTF-16 code units
     */
    Written upTo(int length) {
        return text.length() <= length
                ? this
                : new Written(
                        text.substring(0, length),
                        reasoning,
                        List.of(),
                        Source.upTo(length, sources));
    }

    /** A row of {@code generation_progress}. */
    record Piece(String text, String reasoning, List<HtmlPatch> html, List<Source> sources) {}
}
