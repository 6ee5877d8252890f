package dev.holdfast.chat.generation;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Part;
import java.util.List;
import java.util.function.UnaryOperator;

/** What of a content goes into the end that chat-api writes: it must fit into one record. */
final class EndContent {
    /**
     * UTF-16 code units, those of HTML among them. Three bytes for each are still below what a
     * topic takes ({@link dev.holdfast.contracts.wire.Topic#MAX_RECORD_BYTES}).
     */
    static final int LARGEST = 2_000_000;

    private EndContent() {}

    /**
     * What can be made again from the rest is left out first. Parts keep their places, which
     * citations name.
     */
    static Content bounded(Content content) {
        if (content.size() + html(content) <= LARGEST) {
            return content;
        }
        Content said = each(content, EndContent::withoutHtml);
        return said.size() <= LARGEST ? said : each(said, EndContent::withoutThoughts);
    }

    private static int html(Content content) {
        return content.parts().stream()
                .filter(Part.Text.class::isInstance)
                .flatMap(part -> ((Part.Text) part).html().stream())
                .mapToInt(String::length)
                .sum();
    }

    private static Content each(Content content, UnaryOperator<Part> change) {
        return new Content(content.parts().stream().map(change).toList(), content.citations());
    }

    private static Part withoutHtml(Part part) {
        return part instanceof Part.Text text ? new Part.Text(text.text(), List.of()) : part;
    }

    private static Part withoutThoughts(Part part) {
        return part instanceof Part.Reasoning ? new Part.Reasoning("", null) : part;
    }
}
