package dev.holdfast.chat.generation;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.GenerationSnapshot;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.request.GenerationOptions;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A generation as its row has it.
 *
 * @param messageId the assistant message that it produces
 * @param promptId the user's message that it answers
 * @param traceparent W3C trace context of the call that asked for it
 * @param standing as far as the log is projected
 * @param requestedAttempt the newest attempt that was asked for or claimed by chat-api itself
 * @param stopRequestedAt when its user first wanted it to end
 */
public record Generation(
        UUID id,
        String owner,
        UUID conversationId,
        UUID messageId,
        UUID promptId,
        ModelRef model,
        GenerationOptions options,
        @Nullable String traceparent,
        Standing standing,
        int requestedAttempt,
        @Nullable Instant stopRequestedAt,
        Instant createdAt) {

    /** One that is new; its first attempt is asked for in the same transaction. */
    public static Generation queued(
            UUID id,
            String owner,
            UUID conversationId,
            UUID messageId,
            UUID promptId,
            ModelRef model,
            GenerationOptions options,
            @Nullable String traceparent,
            Instant createdAt) {
        return new Generation(
                id,
                owner,
                conversationId,
                messageId,
                promptId,
                model,
                options,
                traceparent,
                Standing.QUEUED,
                1,
                null,
                createdAt);
    }

    public boolean isOpen() {
        return !standing.status().isEnd();
    }

    /**
     * @param content what there is of its answer
     */
    GenerationSnapshot snapshot(Content content) {
        return new GenerationSnapshot(
                id,
                conversationId,
                messageId,
                standing.attempt(),
                standing.run(),
                standing.status(),
                content);
    }

    /** An attempt that nobody was asked for and nobody has begun, as far as is known here. */
    public int nextAttempt() {
        return Math.max(standing.attempt(), requestedAttempt) + 1;
    }

    /**
     * The attempt to end it with. One that was asked for and that nobody is known to have begun is
     * contended for: if a worker's claim of it lies in the log already, that run goes on, hears of
     * the stop and ends with its own text. The attempt after it would overtake a run that is not
     * projected yet, and cut the text that its readers have.
     */
    public int contendedAttempt() {
        return Math.max(standing.attempt() + 1, requestedAttempt);
    }
}
