package dev.holdfast.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.contracts.content.Citation;
import dev.holdfast.contracts.content.Citation.Span;
import dev.holdfast.worker.provider.Cited;
import dev.holdfast.worker.provider.Cited.Marked;
import dev.holdfast.worker.provider.Cited.Page;
import dev.holdfast.worker.provider.Cited.Passage;
import dev.holdfast.worker.provider.Cited.Placed;
import dev.holdfast.worker.provider.Cited.Unit;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CitationsTest {
    private static final String A = "https://example.com/a";
    private static final String B = "https://example.org/b";

    private final Citations citations = new Citations(List.of());

    @Test
    void numbersSourcesInTheirOrder() {
        // when
        add(new Page(A, "Bread"));
        add(new Page(B, null));

        // then
        assertThat(citations.all()).containsExactly(citation(1, A, "Bread"), citation(2, B, null));
    }

    @Test
    void takesAnAddressThatComesAgainForOneSource() {
        // when
        add(new Marked(A, null, "[1]"));
        add(new Marked(B, null, "[2]"));
        add(new Marked(A, "Bread", "[3]"));
        add(new Marked("https://example.net/c", null, "[4]"));

        // then
        assertThat(citations.all())
                .extracting(Citation::number, Citation::url, Citation::title, Citation::marks)
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
        assertThat(citations.all())
                .extracting(Citation::marks)
                .as("readers link what one alone has")
                .containsExactly(List.of("[1]"), List.of("[1]"));
    }

    @Test
    void tellsNewsOnce() {
        // when
        add(new Page(A, null));
        List<Citation> first = citations.take();
        add(new Page(A, null));
        boolean again = citations.hasNews();
        add(new Page(A, "Bread"));

        // then
        assertThat(first).containsExactly(citation(1, A, null));
        assertThat(again).isFalse();
        assertThat(citations.take()).containsExactly(citation(1, A, "Bread"));
        assertThat(citations.hasNews()).isFalse();
    }

    @Test
    void goesOnFromWhatIsKept() {
        // given
        Citations kept = new Citations(List.of(citation(1, A, "Bread")));
        boolean before = kept.hasNews();

        // when
        kept.add(new Page(A, null), Written.NOTHING);
        kept.add(new Page(B, null), Written.NOTHING);

        // then
        assertThat(before).isFalse();
        assertThat(kept.take()).containsExactly(citation(2, B, null));
        assertThat(kept.all()).containsExactly(citation(1, A, "Bread"), citation(2, B, null));
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
        assertThat(citations.all()).isEmpty();
    }

    @Test
    void isBounded() {
        // when
        IntStream.range(0, 500)
                .forEach(i -> add(new Page("https://example.com/" + i, "x".repeat(900))));
        add(new Page("https://example.com/" + "x".repeat(2_000), null));
        IntStream.range(0, 500)
                .forEach(i ->
                        citations.add(
                                new Placed(
                                        "https://example.com/0",
                                        null,
                                        passage(i, i + 1, Unit.CODE_UNITS)),
                                written("x".repeat(600), 0)));
        IntStream.range(0, 500)
                .forEach(i -> add(new Marked("https://example.com/0", null, "[" + i + "]")));

        // then
        assertThat(citations.all()).hasSize(100);
        assertThat(citations.all())
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
        assertThat(citations.all().getFirst().title()).isEqualTo("Bread and soda");
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
        addAt("🍞 äx.", passage(from, to, unit), 0);

        // then
        assertThat(citations.all().getFirst().spans()).containsExactly(new Span(1, begin, end));
    }

    @Test
    void findsAPlaceBehindTheTextThatWasKept() {
        // when
        addAt("Use soda.", passage(4, 8, Unit.CODE_POINTS), 100);

        // then
        assertThat(citations.all().getFirst().spans()).containsExactly(new Span(1, 104, 108));
    }

    @Test
    void findsAPlaceInEachPartThatItReachesInto() {
        // given what the model has thought between lies in the parts that are left out
        Written written =
                new Written(
                        List.of(
                                new Written.Stretch(0, 10, "Use "),
                                new Written.Stretch(2, 0, "soda"),
                                new Written.Stretch(4, 0, ".")));

        // when
        citations.add(new Placed(A, null, passage(2, 6, Unit.CODE_POINTS)), written);
        citations.add(new Placed(B, null, passage(8, 9, Unit.CODE_POINTS)), written);

        // then
        assertThat(citations.all())
                .extracting(Citation::spans)
                .containsExactly(
                        List.of(new Span(0, 12, 14), new Span(2, 0, 2)),
                        List.of(new Span(4, 0, 1)));
    }

    @ParameterizedTest
    @CsvSource({"0, 40", "9, 9", "-1, 3", "5, 4"})
    void keepsASourceWhosePlaceIsNotThere(int from, int to) {
        // when
        addAt("Use soda.", passage(from, to, Unit.CODE_POINTS), 0);

        // then
        assertThat(citations.all()).containsExactly(citation(1, A, null));
    }

    @Test
    void believesAPlaceOnlyWithTheWordsThatTheProviderRepeats() {
        // when
        addAt("Use soda.", new Passage(0, 4, 8, Unit.BYTES, "soda"), 0);
        addAt("Use soda.", new Passage(0, 0, 3, Unit.BYTES, "soda"), 0);

        // then
        assertThat(citations.all().getFirst().spans()).containsExactly(new Span(1, 4, 8));
    }

    private void add(Cited cited) {
        citations.add(cited, Written.NOTHING);
    }

    private void addAt(String answered, Passage passage, int before) {
        citations.add(new Placed(A, null, passage), written(answered, before));
    }

    private static Written written(String answered, int before) {
        return new Written(List.of(new Written.Stretch(1, before, answered)));
    }

    private static Passage passage(int from, int to, Unit unit) {
        return new Passage(0, from, to, unit, null);
    }

    private static Citation citation(int number, String url, @Nullable String title) {
        return new Citation(number, url, title, List.of(), List.of());
    }
}
