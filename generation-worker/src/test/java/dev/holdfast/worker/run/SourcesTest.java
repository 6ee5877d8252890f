package dev.holdfast.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.contracts.log.Source;
import dev.holdfast.contracts.log.Source.Span;
import dev.holdfast.worker.provider.Citation;
import dev.holdfast.worker.provider.Citation.Marked;
import dev.holdfast.worker.provider.Citation.Page;
import dev.holdfast.worker.provider.Citation.Part;
import dev.holdfast.worker.provider.Citation.Placed;
import dev.holdfast.worker.provider.Citation.Unit;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
    private static final String A = "https://example.com/a";
    private static final String B = "https://example.org/b";

    private final Sources sources = new Sources(List.of());

    @Test
    void numbersSourcesInTheirOrder() {
        // when
        add(new Page(A, "Bread"));
        add(new Page(B, null));

        // then
        assertThat(sources.all()).containsExactly(source(1, A, "Bread"), source(2, B, null));
    }

    @Test
    void takesAnAddressThatComesAgainForOneSource() {
        // when
        add(new Marked(A, null, "[1]"));
        add(new Marked(B, null, "[2]"));
        add(new Marked(A, "Bread", "[3]"));
        add(new Marked("https://example.net/c", null, "[4]"));

        // then
        assertThat(sources.all())
                .extracting(Source::number, Source::url, Source::title, Source::marks)
                .containsExactly(
                        tuple(1, A, "Bread", List.of("[1]", "[3]")),
                        tuple(2, B, null, List.of("[2]")),
                        tuple(4, "https://example.net/c", null, List.of("[4]")));
    }

    @Test
    void saysOfEachSourceThatItHasAMark() {
        // when
        add(new Marked(A, null, "[1]"));
        add(new Marked(B, null, "[1]"));

        // then
        assertThat(sources.all())
                .extracting(Source::marks)
                .as("readers link what one alone has")
                .containsExactly(List.of("[1]"), List.of("[1]"));
    }

    @Test
    void tellsNewsOnce() {
        // when
        add(new Page(A, null));
        List<Source> first = sources.take();
        add(new Page(A, null));
        boolean again = sources.hasNews();
        add(new Page(A, "Bread"));

        // then
        assertThat(first).containsExactly(source(1, A, null));
        assertThat(again).isFalse();
        assertThat(sources.take()).containsExactly(source(1, A, "Bread"));
        assertThat(sources.hasNews()).isFalse();
    }

    @Test
    void goesOnFromWhatIsKept() {
        // given
        Sources kept = new Sources(List.of(source(1, A, "Bread")));
        boolean before = kept.hasNews();

        // when
        kept.add(new Page(A, null), "", 0);
        kept.add(new Page(B, null), "", 0);

        // then
        assertThat(before).isFalse();
        assertThat(kept.take()).containsExactly(source(2, B, null));
        assertThat(kept.all()).containsExactly(source(1, A, "Bread"), source(2, B, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "javascript:alert(1)",
                "data:text/html,x",
                "ftp://example.com/",
                "//example.com/",
                "/local",
                "https://",
                "https:///path",
                "https://example.com/a b",
                "https://example.com@evil.example/",
                "https://example.com\\@evil.example/",
                "https://example.com/\u0000",
            })
    void takesNothingButAddressesOfTheWeb(String url) {
        // when
        add(new Page(url, "x"));

        // then
        assertThat(sources.all()).isEmpty();
    }

    @Test
    void isBounded() {
        // when
        IntStream.range(0, 500)
                .forEach(i -> add(new Page("https://example.com/" + i, "x".repeat(900))));
        add(new Page("https://example.com/" + "x".repeat(2_000), null));
        IntStream.range(0, 500)
                .forEach(i ->
                        sources.add(
                                new Placed(
                                        "https://example.com/0",
                                        null,
                                        part(i, i + 1, Unit.CODE_UNITS)),
                                "x".repeat(600),
                                0));
        IntStream.range(0, 500)
                .forEach(i -> add(new Marked("https://example.com/0", null, "[" + i + "]")));

        // then
        assertThat(sources.all()).hasSize(100);
        assertThat(sources.all())
                .allSatisfy(each -> {
                    assertThat(each.title()).hasSizeLessThanOrEqualTo(201);
                    assertThat(each.spans()).hasSizeLessThanOrEqualTo(32);
                    assertThat(each.marks()).hasSizeLessThanOrEqualTo(8);
                });
    }

    @Test
    void makesATitleOneLine() {
        // when
        add(new Page(A, " Bread\n\u202e and\u0000\tsoda "));

        // then
        assertThat(sources.all().getFirst().title()).isEqualTo("Bread and soda");
    }

    // ── Places ──────────────────────────────────────────────────────────────────────────────────

    @ParameterizedTest
    @CsvSource({
        "CODE_UNITS, 3, 5, 3, 5",
        "CODE_POINTS, 2, 4, 3, 5",
        "BYTES, 5, 8, 3, 5",
    })
    void findsAPlaceInWhateverItIsCounted(Unit unit, int from, int to, int begin, int end) {
        // when
        addAt("🍞 äx.", part(from, to, unit), 0);

        // then
        assertThat(sources.all().getFirst().spans()).containsExactly(new Span(begin, end));
    }

    @Test
    void findsAPlaceBehindTheTextThatWasKept() {
        // when
        addAt("Use soda.", part(4, 8, Unit.CODE_POINTS), 100);

        // then
        assertThat(sources.all().getFirst().spans()).containsExactly(new Span(104, 108));
    }

    @ParameterizedTest
    @CsvSource({"0, 40", "9, 9", "-1, 3", "5, 4"})
    void keepsASourceWhosePlaceIsNotThere(int from, int to) {
        // when
        addAt("Use soda.", part(from, to, Unit.CODE_POINTS), 0);

        // then
        assertThat(sources.all()).containsExactly(source(1, A, null));
    }

    @Test
    void believesAPlaceOnlyWithTheWordsThatTheProviderRepeats() {
        // when
        addAt("Use soda.", new Part(0, 4, 8, Unit.BYTES, "soda"), 0);
        addAt("Use soda.", new Part(0, 0, 3, Unit.BYTES, "soda"), 0);

        // then
        assertThat(sources.all().getFirst().spans()).containsExactly(new Span(4, 8));
    }

    private void add(Citation citation) {
        sources.add(citation, "", 0);
    }

    private void addAt(String answered, Part part, int before) {
        sources.add(new Placed(A, null, part), answered, before);
    }

    private static Part part(int from, int to, Unit unit) {
        return new Part(0, from, to, unit, null);
    }

    private static Source source(int number, String url, @Nullable String title) {
        return new Source(number, url, title, List.of(), List.of());
    }
}
