package dev.holdfast.chat.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.contracts.log.ConversationView;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One page of the list.
 *
 * @param next what to send as {@code before} for the page after this one; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        examples =
                """
                {"conversations": [{"id": "0193a5b0-6a54-7cc1-8d3e-2f6a1d2b3c4d", "title": "Sorting in Java",
                  "pinned": false, "updatedAt": "2026-11-22T11:17:25.123Z"}],
                 "next": "AAABk6WwalQBk6WwalR8wY0-L2odKzxN"}\
                """)
public record ConversationPage(List<ConversationView> conversations, @Nullable String next) {

    /**
     * @param found up to one more than {@code limit}, which tells whether there is a next page
     */
    static ConversationPage of(List<Conversation> found, int limit) {
        List<Conversation> shown = found.subList(0, Math.min(limit, found.size()));
        return new ConversationPage(
                shown.stream().map(Conversation::view).toList(),
                found.size() > limit ? PageCursor.after(shown.getLast()).toString() : null);
    }
}
