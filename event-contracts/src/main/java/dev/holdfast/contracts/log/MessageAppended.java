package dev.holdfast.contracts.log;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message joined the tree: what the user sent, and the place of its reply. */
public record MessageAppended(
        UUID conversationId, Instant at, MessageView message, @Nullable Long sequence)
        implements LogEvent {
    public static final String TYPE = "message.appended";

    /** As its writer makes it, before it has its place in the order. */
    public MessageAppended(UUID conversationId, Instant at, MessageView message) {
        this(conversationId, at, message, null);
    }

    @Override
    public String type() {
        return TYPE;
    }
}
