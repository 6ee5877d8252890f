package dev.holdfast.chat.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.content.Citation;
import dev.holdfast.contracts.content.Citation.Span;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.HtmlPatch;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.content.Part;
import dev.holdfast.contracts.content.Piece;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WrittenTest {
    private final Written written = new Written(Content.EMPTY);

    @Test
    void putsThePiecesTogether() {
        written.add(List.of(new Piece.Reasoning(0, 0, "x", null)), List.of());
        written.add(
                List.of(new Piece.Reasoning(0, 1, "y", null), text(0, "a", 0, 0, "<p>a</p>")),
                List.of(citation(null, new Span(1, 0, 1))));
        written.add(
                List.of(text(1, "b", 0, 4, "b</p>")),
                List.of(citation("Bread", new Span(1, 1, 2))));
        assertThat(written.content())
                .isEqualTo(
                        new Content(
                                List.of(
                                        new Part.Reasoning("xy", null),
                                        new Part.Text("ab", List.of("<p>ab</p>"))),
                                List.of(citation("Bread", new Span(1, 0, 1), new Span(1, 1, 2)))));
    }

    @Test
    void keepsTheTextOnceWhereAPatchDoesNotFit() {
        Piece twoPatches =
                new Piece.Text(
                        0,
                        0,
                        "a",
                        List.of(new HtmlPatch(3, 0, "x"), new HtmlPatch(0, 0, "<p>a</p>")));
        written.add(List.of(twoPatches, new Piece.Text(0, 1, "b", List.of())), List.of());
        assertThat(written.content()).isEqualTo(Content.ofText("ab"));
    }

    @Test
    void leavesOutAPieceOfAnotherTypeThanItsPart() {
        written.add(
                List.of(
                        new Piece.Text(0, 0, "a", List.of()),
                        new Piece.Reasoning(0, 1, "b", null),
                        new Piece.Text(0, 1, "c", List.of())),
                List.of());
        assertThat(written.content()).isEqualTo(Content.ofText("ac"));
    }

    @Test
    void leavesOutHtmlThatIsOfMoreThanTheText() {
        Part thought = new Part.Reasoning("Hm.", null);
        Content content =
                new Content(
                        List.of(thought, new Part.Text("abc", List.of("<p>abc</p>"))),
                        List.of(citation(null, new Span(1, 0, 2), new Span(1, 1, 3))));
        assertThat(Written.upTo(new Mark(2, 2), content))
                .isEqualTo(
                        new Content(
                                List.of(thought, new Part.Text("ab", List.of())),
                                List.of(citation(null, new Span(1, 0, 2)))));
        assertThat(Written.upTo(new Mark(1, 3), content).parts()).containsExactly(thought);
        assertThat(Written.upTo(Mark.NONE, content)).isEqualTo(Content.EMPTY);
        assertThat(Written.upTo(content.mark(), content)).isEqualTo(content);
    }

    @Test
    void keepsWhatThereIsWhereItIsLessThanWasCounted() {
        Content content = Content.of(new Part.Text("abc", List.of("<p>abc</p>")));
        Content longer = Content.of(new Part.Text("abc", List.of()), new Part.Text("d", List.of()));
        assertThat(Written.upTo(new Mark(1, 9), content)).isEqualTo(content);
        assertThat(Written.cut(new Mark(1, 9), content)).isEqualTo(Content.ofText("abc"));
        assertThat(Written.cut(new Mark(1, 9), longer)).isEqualTo(Content.ofText("abc"));
    }

    private static Piece text(int from, String text, int block, int keep, String html) {
        return new Piece.Text(1, from, text, List.of(new HtmlPatch(block, keep, html)));
    }

    private static Citation citation(@Nullable String title, Span... spans) {
        return new Citation(1, "https://example.com/a", title, List.of(), List.of(spans));
    }
}
