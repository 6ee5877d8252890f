package dev.holdfast.contracts.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PiecesTest {

    @Test
    void makeTheSameContentWhereThereWasNothing() {
        Content content =
                Content.of(
                        new Part.Reasoning("Hm.", new Opaque("vendor", Map.of("signature", "s"))),
                        new Part.Text("ab\n\nc", List.of("<p>ab</p>", "<p>c</p>")),
                        new Part.ToolCall("1", "search", "{}", ToolState.DONE),
                        new Part.ToolResult("1", List.of(new Part.Text("x", List.of())), true),
                        new Part.Attachment("r", "image/png", "a.png", 7),
                        new Part.Unrecognised("later", Map.of("x", 1)),
                        new Part.Text("", List.of()));
        Growing growing = new Growing();
        content.pieces().forEach(growing::add);
        assertThat(growing.content()).isEqualTo(content);
        assertThat(content.pieces().getLast().end()).isEqualTo(content.mark());
    }
}
