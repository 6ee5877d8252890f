package dev.holdfast.worker;

import dev.holdfast.contracts.log.Source;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.Known;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What chat-api asks for when an attempt is to be followed by another. */
public final class NextAttempt {
    private NextAttempt() {}

    /** The same work, going on from the text that the log has. */
    public static GenerationRequested of(
            GenerationRequested before,
            String textSoFar,
            List<Source> sourcesSoFar,
            @Nullable Known known,
            Instant requestedAt) {
        return new GenerationRequested(
                before.generationId(),
                before.conversationId(),
                before.messageId(),
                before.userId(),
                before.attempt() + 1,
                before.model(),
                before.options(),
                before.messages(),
                textSoFar,
                sourcesSoFar,
                before.sealedKey(),
                before.endpoint(),
                known,
                requestedAt);
    }
}
