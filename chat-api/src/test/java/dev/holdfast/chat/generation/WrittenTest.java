package dev.holdfast.chat.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.chat.generation.Written.Piece;
import dev.holdfast.contracts.log.HtmlPatch;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenTest {
    @Test
    void putsThePiecesTogether() {
        Written written =
                Written.of(
                        List.of(
                                new Piece("a", "x", List.of(new HtmlPatch(0, 0, "<p>a</p>"))),
                                new Piece("b", "y", List.of(new HtmlPatch(0, 4, "b</p>")))));
        assertThat(written).isEqualTo(new Written("ab", "xy", List.of("<p>ab</p>")));
    }

    @Test
    void keepsTheTextWhereAPatchDoesNotFit() {
        Written written =
                Written.of(List.of(new Piece("a", "", List.of(new HtmlPatch(3, 0, "x")))));
        assertThat(written).isEqualTo(new Written("a", "", List.of()));
    }

    @Test
    void leavesOutHtmlThatIsOfMoreThanTheText() {
        Written written = new Written("abc", "", List.of("<p>abc</p>"));
        assertThat(written.upTo(2)).isEqualTo(new Written("ab", "", List.of()));
        assertThat(written.upTo(3)).isEqualTo(written);
    }
}
