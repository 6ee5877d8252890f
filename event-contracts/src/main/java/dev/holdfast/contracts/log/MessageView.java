package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.problem.Problem;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message; the same in the log and in REST.
 *
 * @param parentId the message that it answers; null at the root
 * @param content what it says; empty for an answer that nobody has begun
 * @param model who wrote an assistant's message
 * @param usage what the answer cost; null where nothing is known
 * @param problem why it {@code failed}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageView(
        UUID id,
        @Nullable UUID parentId,
        Role role,
        Content content,
        @Nullable ModelRef model,
        Status status,
        @Nullable UUID generationId,
        @Nullable Usage usage,
        @Nullable FinishReason finishReason,
        @Nullable Timing timing,
        @Nullable Problem problem,
        Instant createdAt) {

    public MessageView {
        content = content == null ? Content.EMPTY : content;
    }

    /** A message as its user typed it. */
    public static MessageView ofUser(
            UUID id, @Nullable UUID parentId, String text, Instant createdAt) {
        return new MessageView(
                id,
                parentId,
                Role.USER,
                Content.ofText(text),
                null,
                Status.COMPLETED,
                null,
                null,
                null,
                null,
                null,
                createdAt);
    }

    /** The place of an answer that nobody has begun. */
    public static MessageView awaiting(
            UUID id, UUID parentId, ModelRef model, UUID generationId, Instant createdAt) {
        return new MessageView(
                id,
                parentId,
                Role.ASSISTANT,
                Content.EMPTY,
                model,
                Status.QUEUED,
                generationId,
                null,
                null,
                null,
                null,
                createdAt);
    }
}
