package dev.holdfast.chat.generation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.Status;
import dev.holdfast.contracts.request.GenerationOptions;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a row, as PostgreSQL writes them in JSON.
 *
 * @param readAt the database's clock when it was read: all spans are taken by that one clock
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
record GenerationRow(
        UUID id,
        String owner,
        UUID conversationId,
        UUID messageId,
        UUID promptId,
        String modelProvider,
        String modelName,
        GenerationOptions options,
        Status status,
        int attempt,
        @Nullable String run,
        @Nullable String worker,
        int markParts,
        int markLength,
        int beat,
        int requestedAttempt,
        OffsetDateTime requestedAt,
        @Nullable Integer queuePartition,
        @Nullable Long queueOffset,
        @Nullable OffsetDateTime stopRequestedAt,
        @Nullable OffsetDateTime gapAt,
        @Nullable String traceparent,
        @Nullable OffsetDateTime heardAt,
        @Nullable Integer logPartition,
        OffsetDateTime createdAt,
        OffsetDateTime readAt) {

    Generation generation() {
        return new Generation(
                id,
                owner,
                conversationId,
                messageId,
                promptId,
                new ModelRef(modelProvider, modelName),
                options,
                traceparent,
                new Standing(status, attempt, run, new Mark(markParts, markLength), beat),
                requestedAttempt,
                stopRequestedAt == null ? null : stopRequestedAt.toInstant(),
                createdAt.toInstant());
    }

    Watched watched() {
        OffsetDateTime heard = heardAt == null ? createdAt : heardAt;
        return new Watched(
                generation(),
                logPartition,
                Duration.between(heard, readAt),
                Duration.between(requestedAt, readAt),
                stopRequestedAt == null ? null : Duration.between(stopRequestedAt, readAt),
                gapAt != null,
                status == Status.RUNNING && worker == null,
                queuePartition == null || queueOffset == null
                        ? null
                        : new Watched.QueuePlace(queuePartition, queueOffset));
    }
}
