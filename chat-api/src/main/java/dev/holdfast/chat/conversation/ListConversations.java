package dev.holdfast.chat.conversation;

import dev.holdfast.chat.problem.Field;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * A user's conversations, newest first, in keyset pages: a page costs its own length wherever it
 * lies, and a conversation that is written to meanwhile moves to the front without shifting others
 * over a page's edge. Works within the caller's Hibernate Reactive session.
 */
@ApplicationScoped
public class ListConversations {
    static final int USUAL = 50;
    static final int MOST = 200;

    private final Conversations conversations;

    ListConversations(Conversations conversations) {
        this.conversations = conversations;
    }

    /**
     * @param before the {@code next} of the page before, as it was sent
     * @param limit as it was sent
     */
    public Uni<ConversationPage> list(
            String owner, @Nullable String before, @Nullable String limit) {
        int most = checked(limit);
        PageCursor cursor = before == null ? null : PageCursor.parse(before);
        return conversations
                .newest(owner, cursor, most + 1)
                .map(found -> ConversationPage.of(found, most));
    }

    private static int checked(@Nullable String limit) {
        if (limit == null) {
            return USUAL;
        }
        try {
            int asked = Integer.parseInt(limit);
            if (asked >= 1 && asked <= MOST) {
                return asked;
            }
        } catch (NumberFormatException notANumber) {
            // The same refusal as for a number out of range.
        }
        throw new Field("limit", limit).invalid("Send a number from 1 to " + MOST + ".");
    }
}
