package dev.holdfast.chat.conversation;

import dev.holdfast.contracts.log.ConversationView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the list.
 *
 * @param next what to send as {@code before} for the page after this one; null on the last
 */
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
