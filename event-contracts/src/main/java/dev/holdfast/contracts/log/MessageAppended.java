package dev.holdfast.contracts.log;

import java.time.Instant;
import java.util.UUID;

/** A message joined the tree: what the user sent, and the place of its reply. */
public record MessageAppended(UUID conversationId, Instant at, MessageView message)
        implements LogEvent {
    public static final String TYPE = "message.appended";

    @Override
    public String type() {
        return TYPE;
    }
}
