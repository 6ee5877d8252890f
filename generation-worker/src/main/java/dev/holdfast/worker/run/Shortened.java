package dev.holdfast.worker.run;

import dev.holdfast.contracts.content.Citation;
import dev.holdfast.contracts.content.Citation.Span;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Part;
import java.util.ArrayList;
import java.util.List;

/** What is left of a content that is too large for one record. Pure functions. */
final class Shortened {
    private Shortened() {}

    static Content withoutReasoning(Content content) {
        List<Part> parts = new ArrayList<>();
        int[] places = new int[content.parts().size()];
        for (int i = 0; i < places.length; i++) {
            Part part = content.parts().get(i);
            places[i] = parts.size();
            if (!(part instanceof Part.Reasoning)) {
                parts.add(part);
            }
        }
        return new Content(
                parts, content.citations().stream().map(each -> moved(each, places)).toList());
    }

    /**
     * @param places where each part stands now; citations are about texts, of which none is gone
     */
    private static Citation moved(Citation citation, int[] places) {
        return new Citation(
                citation.number(),
                citation.url(),
                citation.title(),
                citation.marks(),
                citation.spans().stream()
                        .map(span -> new Span(places[span.part()], span.from(), span.to()))
                        .toList());
    }

    /** The HTML can be made again, the text cannot. */
    static Content textAlone(Content content) {
        return new Content(
                content.parts().stream()
                        .filter(Part.Text.class::isInstance)
                        .map(part -> (Part) new Part.Text(((Part.Text) part).text(), List.of()))
                        .toList(),
                List.of());
    }
}
