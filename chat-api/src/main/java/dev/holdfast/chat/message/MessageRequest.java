package dev.holdfast.chat.message;

import dev.holdfast.chat.conversation.ModelChoice;
import dev.holdfast.chat.conversation.OptionsRequest;
import dev.holdfast.chat.problem.Field;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.contracts.request.GenerationOptions;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PUT /api/conversations/{id}/messages/{messageId}}.
 *
 * @param parentId the message that it answers; null at the root
 * @param model null for the conversation's, or else the service's
 * @param options null for the conversation's
 */
@Schema(
        examples =
                """
                {"parentId": null, "text": "Show me quicksort in Java.",
                 "model": {"provider": "demo", "name": "demo"}, "options": {"temperature": 0.7}}\
                """)
public record MessageRequest(
        @Schema(format = "uuid", nullable = true) @Nullable String parentId,
        @Nullable String text,
        @Nullable ModelChoice model,
        @Nullable OptionsRequest options) {

    /**
     * @param longest UTF-16 code units of the text and of the system prompt
     */
    Draft checked(UUID id, int longest) {
        return new Draft(
                id,
                parentId == null ? null : new Field("parentId", parentId).id(),
                checkedText(longest),
                model == null ? null : model.checked(),
                options == null ? GenerationOptions.NONE : options.checked(longest),
                options != null);
    }

    private String checkedText(int longest) {
        Field field = new Field("text", text);
        String checked = field.storable();
        if (checked.isBlank()) {
            throw field.invalid("Write something first.");
        }
        if (checked.length() > longest) {
            throw field.refused(
                    ProblemType.MESSAGE_TOO_LONG,
                    "The message has "
                            + checked.length()
                            + " characters, and at most "
                            + longest
                            + " can be sent. Shorten it, or send it in parts.");
        }
        return checked;
    }
}
