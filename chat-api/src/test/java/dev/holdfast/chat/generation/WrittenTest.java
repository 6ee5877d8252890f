package dev.holdfast.chat.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.chat.generation.Written.Piece;
import dev.holdfast.contracts.log.HtmlPatch;
import dev.holdfast.contracts.log.Source;
import dev.holdfast.contracts.log.Source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WrittenTest {
    @Test
    void putsThePiecesTogether() {
        Written written =
                Written.of(
                        List.of(
                                new Piece(
                                        "a",
                                        "x",
                                        List.of(new HtmlPatch(0, 0, "<p>a</p>")),
                                        List.of(source(null, new Span(0, 1)))),
                                new Piece(
                                        "b",
                                        "y",
                                        List.of(new HtmlPatch(0, 4, "b</p>")),
                                        List.of(source("Bread", new Span(1, 2))))));
        assertThat(written)
                .isEqualTo(
                        new Written(
                                "ab",
                                "xy",
                                List.of("<p>ab</p>"),
                                List.of(source("Bread", new Span(0, 1), new Span(1, 2)))));
    }

    @Test
    void keepsTheTextWhereAPatchDoesNotFit() {
        Written written =
                Written.of(
                        List.of(new Piece("a", "", List.of(new HtmlPatch(3, 0, "x")), List.of())));
        assertThat(written).isEqualTo(new Written("a", "", List.of(), List.of()));
    }

    @Test
    void leavesOutHtmlThatIsOfMoreThanTheText() {
        Written written =
                new Written(
                        "abc",
                        "",
                        List.of("<p>abc</p>"),
                        List.of(source(null, new Span(0, 2), new Span(1, 3))));
        assertThat(written.upTo(2))
                .isEqualTo(new Written("ab", "", List.of(), List.of(source(null, new Span(0, 2)))));
        assertThat(written.upTo(3)).isEqualTo(written);
    }

    private static Source source(@Nullable String title, Span... spans) {
        return new Source(1, "https://example.com/a", title, List.of(), List.of(spans));
    }
}
