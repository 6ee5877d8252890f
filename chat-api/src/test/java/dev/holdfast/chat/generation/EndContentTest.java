package dev.holdfast.chat.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndContentTest {
    private static final Part SAID = new Part.Text("abc", List.of("<p>abc</p>"));

    @Test
    void leavesWhatFitsAsItIs() {
        Content content = Content.of(thought(7), SAID);
        assertThat(EndContent.bounded(content)).isSameAs(content);
    }

    @Test
    void letsGoOfHtmlFirst() {
        Content content = Content.of(thought(EndContent.LARGEST - 10), SAID);
        assertThat(EndContent.bounded(content))
                .isEqualTo(
                        Content.of(
                                thought(EndContent.LARGEST - 10), new Part.Text("abc", List.of())));
    }

    @Test
    void letsGoOfThoughtsThenAndLeavesEachPartInItsPlace() {
        Content content = Content.of(thought(EndContent.LARGEST), SAID);
        assertThat(EndContent.bounded(content))
                .isEqualTo(Content.of(thought(0), new Part.Text("abc", List.of())));
    }

    private static Part thought(int length) {
        return new Part.Reasoning("x".repeat(length), null);
    }
}
