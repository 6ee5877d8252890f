package dev.holdfast.worker.run;

import dev.holdfast.contracts.content.Citation;
import dev.holdfast.contracts.content.Citation.Span;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.worker.provider.Cited;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The citations of one answer, each address once. Bounded in all that a provider can make large;
 * what is beyond, and what is no address of a web page, is left out. Confined to the run's context.
 */
final class Citations {
    /** Of one answer. Search models name some twenty, deep research more. */
    private static final int MOST = 100;

    /** Of one citation. */
    private static final int MOST_SPANS = 32;

    /** Of one citation: a provider may have one page several times in its list. */
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

    private final Map<Integer, Citation> byNumber = new TreeMap<>();

    /** What nobody has taken. */
    private List<Citation> news = List.of();

    /**
     * @param kept those of the text that stays from the attempt before; readers have them
     */
    Citations(List<Citation> kept) {
        kept.forEach(each -> byNumber.put(each.number(), each));
    }

    /**
     * @param written what this call has answered so far
     */
    void add(Cited cited, Written written) {
        String url = cited.url().strip();
        if (url.length() > LONGEST_URL || !ADDRESS.matcher(url).matches()) {
            return;
        }
        Citation known = known(url);
        if (known == null && byNumber.size() >= MOST) {
            return;
        }
        String mark = cited instanceof Cited.Marked(_, _, String said) ? said : null;
        int number = known == null ? number(mark) : known.number();
        Citation said =
                new Citation(
                        number,
                        url,
                        title(cited.title()),
                        mark == null || mark.length() > LONGEST_MARK ? List.of() : List.of(mark),
                        spans(cited, written));
        keep(known == null ? new Citation(number, url, null, List.of(), List.of()) : known, said);
    }

    private @Nullable Citation known(String url) {
        for (Citation each : byNumber.values()) {
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

    private static List<Span> spans(Cited cited, Written written) {
        return cited instanceof Cited.Placed(_, _, Cited.Passage passage)
                ? written.spansOf(passage)
                : List.of();
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

    private void keep(Citation known, Citation said) {
        Citation joined = Citation.join(List.of(known), List.of(said)).getFirst();
        boolean fits = joined.spans().size() <= MOST_SPANS && joined.marks().size() <= MOST_MARKS;
        boolean isNew = !byNumber.containsKey(known.number()) || !joined.equals(known);
        if (fits && isNew) {
            byNumber.put(joined.number(), joined);
            news = Citation.join(news, List.of(said));
        }
    }

    boolean hasNews() {
        return !news.isEmpty();
    }

    /** What is new, once. */
    List<Citation> take() {
        List<Citation> taken = news;
        news = List.of();
        return taken;
    }

    /**
     * What was written behind a mark has turned out to be another text than the one in which places
     * were counted.
     */
    void forgetPlacesBehind(Mark mark) {
        Citation.upTo(mark, all()).forEach(each -> byNumber.put(each.number(), each));
    }

    List<Citation> all() {
        return List.copyOf(byNumber.values());
    }
}
