package dev.holdfast.worker.run;

import dev.holdfast.contracts.log.Source;
import dev.holdfast.contracts.log.Source.Span;
import dev.holdfast.worker.provider.Citation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sources of one answer, each address once. Bounded in all that a provider can make large; what
 * is beyond, and what is no address of a web page, is left out. Confined to the run's context.
 */
final class Sources {
    /** Of one answer. Search models name some twenty, deep research more. */
    private static final int MOST = 100;

    /** Of one source. */
    private static final int MOST_SPANS = 32;

    /** Of one source: a provider may have one page several times in its list. */
    private static final int MOST_MARKS = 8;

    /** UTF-16 code units. */
    private static final int LONGEST_URL = 2_000;

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_MARK = 8;

    /** Of the web, without a name and a password before the host, which only ever deceive. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)https?://[^\\s\\p{Cntrl}/?#@\\\\]+(?:[/?#][^\\s\\p{Cntrl}]*)?");

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}]+");
    private static final Pattern NUMBERED = Pattern.compile("\\[([1-9]\\d?)]");

    private final Map<Integer, Source> byNumber = new TreeMap<>();

    /** What nobody has taken. */
    private List<Source> news = List.of();

    /**
     * @param kept those of the text that stays from the attempt before; readers have them
     */
    Sources(List<Source> kept) {
        kept.forEach(each -> byNumber.put(each.number(), each));
    }

    /**
     * @param answered what this call has answered so far
     * @param before length of the answer's text before that, in UTF-16 code units
     */
    void add(Citation citation, String answered, int before) {
        String url = citation.url().strip();
        if (url.length() > LONGEST_URL || !ADDRESS.matcher(url).matches()) {
            return;
        }
        Source known = known(url);
        if (known == null && byNumber.size() >= MOST) {
            return;
        }
        String mark = citation instanceof Citation.Marked(_, _, String said) ? said : null;
        int number = known == null ? number(mark) : known.number();
        Source said =
                new Source(
                        number,
                        url,
                        title(citation.title()),
                        mark == null || mark.length() > LONGEST_MARK ? List.of() : List.of(mark),
                        span(citation, answered, before).map(List::of).orElse(List.of()));
        keep(known == null ? new Source(number, url, null, List.of(), List.of()) : known, said);
    }

    private @Nullable Source known(String url) {
        for (Source each : byNumber.values()) {
            if (each.url().equals(url)) {
                return each;
            }
        }
        return null;
    }

    /** That of its mark, so that a reader finds in the list what stands in the text. */
    private int number(@Nullable String mark) {
        var numbered = NUMBERED.matcher(mark == null ? "" : mark);
        int wanted = numbered.matches() ? Integer.parseInt(numbered.group(1)) : 1;
        while (byNumber.containsKey(wanted)) {
            wanted++;
        }
        return wanted;
    }

    private static Optional<Span> span(Citation citation, String answered, int before) {
        return citation instanceof Citation.Placed(_, _, Citation.Part part)
                ? part.in(answered).map(span -> new Span(before + span.from(), before + span.to()))
                : Optional.empty();
    }

    private static @Nullable String title(@Nullable String said) {
        String title = said == null ? "" : BLANKS.matcher(said).replaceAll(" ").strip();
        if (title.isEmpty()) {
            return null;
        }
        if (title.length() <= LONGEST_TITLE) {
            return title;
        }
        int end =
                LONGEST_TITLE
                        - (Character.isHighSurrogate(title.charAt(LONGEST_TITLE - 1)) ? 1 : 0);
        return title.substring(0, end).strip() + "…";
    }

    private void keep(Source known, Source said) {
        Source joined = Source.join(List.of(known), List.of(said)).getFirst();
        boolean fits = joined.spans().size() <= MOST_SPANS && joined.marks().size() <= MOST_MARKS;
        boolean isNew = !byNumber.containsKey(known.number()) || !joined.equals(known);
        if (fits && isNew) {
            byNumber.put(joined.number(), joined);
            news = Source.join(news, List.of(said));
        }
    }

    boolean hasNews() {
        return !news.isEmpty();
    }

    /** What is new, once. */
    List<Source> take() {
        List<Source> taken = news;
        news = List.of();
        return taken;
    }

    /** The text has turned out to be another than the one in which places were counted. */
    void forgetPlaces() {
        Source.upTo(-1, all()).forEach(each -> byNumber.put(each.number(), each));
    }

    List<Source> all() {
        return List.copyOf(byNumber.values());
    }
}
