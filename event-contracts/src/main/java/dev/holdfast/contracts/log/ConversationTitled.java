package dev.holdfast.contracts.log;

import java.time.Instant;
import java.util.UUID;

/**
 * A worker proposes a title. Whether it becomes the conversation's is chat-api's to decide, which
 * says so with {@link ConversationEvent.Updated}; no client receives this one.
 *
 * @param title one line of plain text
 * @param titledBy never {@code user}
 */
public record ConversationTitled(UUID conversationId, Instant at, String title, TitledBy titledBy)
        implements LogEvent {
    public static final String TYPE = "conversation.titled";

    @Override
    public String type() {
        return TYPE;
    }

    /** It may come twice, or when its conversation is deleted already. */
    @Override
    public boolean betweenServices() {
        return true;
    }
}
