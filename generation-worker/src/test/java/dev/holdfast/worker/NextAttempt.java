package dev.holdfast.worker;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.Known;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What chat-api asks for when an attempt is to be followed by another. */
public final class NextAttempt {
    private NextAttempt() {}

    /** The same work, going on from what the log has. */
    public static GenerationRequested of(
            GenerationRequested before, Content soFar, @Nullable Known known, Instant requestedAt) {
        return new GenerationRequested(
                before.generationId(),
                before.conversationId(),
                before.messageId(),
                before.owner(),
                before.attempt() + 1,
                before.model(),
                before.options(),
                before.messages(),
                soFar,
                before.sealedKey(),
                before.endpoint(),
                known,
                requestedAt);
    }
}
