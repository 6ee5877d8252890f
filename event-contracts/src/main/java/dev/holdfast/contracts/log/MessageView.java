package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.contracts.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message; the same in the log and in REST.
 *
 * @param parentId the message that it answers; null at the root
 * @param text as typed by the user, or the provider's markdown
 * @param html the HTML of each top-level block; empty for a user's message, which is shown as typed
 * @param reasoning what the model said to itself; empty where it did not
 * @param sources what an answer rests on
 * @param model who wrote an assistant's message
 * @param problem why it {@code failed}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageView(
        UUID id,
        @Nullable UUID parentId,
        Role role,
        String text,
        List<String> html,
        String reasoning,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Source> sources,
        @Nullable ModelRef model,
        Status status,
        @Nullable UUID generationId,
        @Nullable Usage usage,
        @Nullable FinishReason finishReason,
        @Nullable Timing timing,
        @Nullable Problem problem,
        Instant createdAt) {

    public MessageView {
        text = text == null ? "" : text;
        html = html == null ? List.of() : List.copyOf(html);
        reasoning = reasoning == null ? "" : reasoning;
        sources = sources == null ? List.of() : List.copyOf(sources);
    }

    /** A message as its user typed it. */
    public static MessageView ofUser(
            UUID id, @Nullable UUID parentId, String text, Instant createdAt) {
        return new MessageView(
                id,
                parentId,
                Role.USER,
                text,
                List.of(),
                "",
                List.of(),
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
                "",
                List.of(),
                "",
                List.of(),
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
