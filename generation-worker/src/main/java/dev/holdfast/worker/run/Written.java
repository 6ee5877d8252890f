package dev.holdfast.worker.run;

import dev.holdfast.contracts.content.Citation.Span;
import dev.holdfast.worker.provider.Cited;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one call has answered, as it stands in the parts of the content. A provider counts through
 * all of it, whatever the model has thought between.
 */
record Written(List<Stretch> stretches) {

    /**
     * What the call has written of one text.
     *
     * @param part index of the text part
     * @param from length of that part's text before it, in UTF-16 code units
     */
    record Stretch(int part, int from, String text) {}

    /** Nothing of a citation's place is known, or it is of no interest. */
    static final Written NOTHING = new Written(List.of());

    String text() {
        return stretches.stream().map(Stretch::text).collect(Collectors.joining());
    }

    /**
     * @return one span of each text part in which the passage stands; none where it is not there
     */
    List<Span> spansOf(Cited.Passage passage) {
        return passage.in(text()).map(this::spansOf).orElse(List.of());
    }

    private List<Span> spansOf(Cited.Range range) {
        List<Span> spans = new ArrayList<>();
        int begin = 0;
        for (Stretch each : stretches) {
            int end = begin + each.text.length();
            int from = Math.max(range.from(), begin);
            int to = Math.min(range.to(), end);
            if (from < to) {
                int shift = each.from - begin;
                spans.add(new Span(each.part, from + shift, to + shift));
            }
            begin = end;
        }
        return spans;
    }
}
