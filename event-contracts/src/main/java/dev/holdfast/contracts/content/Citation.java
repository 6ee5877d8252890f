package dev.holdfast.contracts.content;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page that a content rests on, as its provider says. What is said of one later adds to what was
 * said before and takes nothing back, so that it may be said twice and in any order.
 *
 * @param number tells it from the other citations of its content, and is shown with it: 1, 2, …,
 *     perhaps with gaps
 * @param url absolute; {@code http} or {@code https}
 * @param title null where the provider gave none
 * @param marks what stands for it in the text, such as {@code [1]}; empty where nothing does, or
 *     where that is not certain
 * @param spans the stretches of text that rest on it, as far as the provider says
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Citation(
        int number,
        String url,
        @Nullable String title,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> marks,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Span> spans) {

    /**
     * From one place of a text part to before another, in UTF-16 code units.
     *
     * @param part index of the text part
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Span(int part, int from, int to) implements Comparable<Span> {
        private static final Comparator<Span> ORDER =
                Comparator.comparingInt(Span::part)
                        .thenComparingInt(Span::from)
                        .thenComparingInt(Span::to);

        private boolean liesWithin(Mark mark) {
            return new Mark(part + 1, to).isWithin(mark);
        }

        @Override
        public int compareTo(Span other) {
            return ORDER.compare(this, other);
        }
    }

    public Citation {
        url = url == null ? "" : url;
        marks = marks == null ? List.of() : inOrder(marks);
        spans = spans == null ? List.of() : inOrder(spans);
    }

    /** UTF-16 code units that it takes, for whoever bounds memory. */
    public int size() {
        return url.length()
                + (title == null ? 0 : title.length())
                + marks.stream().mapToInt(String::length).sum()
                + 3 * spans.size();
    }

    /**
     * All that is known of each citation, in the order of their numbers. The first address and the
     * first title of a number stand.
     */
    public static List<Citation> join(Collection<Citation> known, Collection<Citation> more) {
        if (more.isEmpty()) {
            return List.copyOf(known);
        }
        Map<Integer, Citation> byNumber = new TreeMap<>();
        Stream.concat(known.stream(), more.stream())
                .forEach(each -> byNumber.merge(each.number, each, Citation::with));
        return List.copyOf(byNumber.values());
    }

    private Citation with(Citation more) {
        return new Citation(
                number,
                url,
                title == null ? more.title : title,
                both(marks, more.marks),
                both(spans, more.spans));
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** Each once, so that what is known is the same in whichever order it was said. */
    private static <T extends Comparable<T>> List<T> inOrder(List<T> any) {
        return any.stream().distinct().sorted().toList();
    }

    /**
     * Those of a content that is cut to a mark: what is gone rests on nothing, and where nothing is
     * left there are no citations.
     */
    public static List<Citation> keptWith(Mark mark, List<Citation> citations) {
        return mark.equals(Mark.NONE) ? List.of() : upTo(mark, citations);
    }

    /** All of them, without the spans that reach further. */
    public static List<Citation> upTo(Mark mark, List<Citation> citations) {
        return citations.stream()
                .map(each ->
                        new Citation(
                                each.number,
                                each.url,
                                each.title,
                                each.marks,
                                each.spans.stream().filter(span -> span.liesWithin(mark)).toList()))
                .toList();
    }
}
