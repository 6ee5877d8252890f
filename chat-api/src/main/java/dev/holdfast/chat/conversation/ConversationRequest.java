package dev.holdfast.chat.conversation;

import com.fasterxml.jackson.annotation.JsonSetter;
import dev.holdfast.chat.problem.Field;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.TitledBy;
import dev.holdfast.contracts.request.GenerationOptions;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PUT /api/conversations/{id}}. A class with setters and not a record, because a
 * record cannot tell a field that was not sent from one that was sent as null.
 */
@Schema(
        description = "What is left out stays as it is; null clears.",
        examples =
                """
                {"title": "Sorting in Java", "pinned": true, "model": {"provider": "demo", "name": "demo"}}\
                """)
public final class ConversationRequest {
    /** UTF-16 code units. */
    private static final int LONGEST_TITLE = 200;

    private FieldChange<String> title = new FieldChange.Keep<>();
    private @Nullable String titledBy;
    private FieldChange<Boolean> pinned = new FieldChange.Keep<>();
    private FieldChange<ModelChoice> model = new FieldChange.Keep<>();
    private FieldChange<OptionsRequest> options = new FieldChange.Keep<>();

    @JsonSetter
    @Schema(maxLength = LONGEST_TITLE, nullable = true)
    public void setTitle(@Nullable String title) {
        this.title = new FieldChange.To<>(title);
    }

    @JsonSetter
    @Schema(
            enumeration = {"user", "first-words"},
            defaultValue = "user",
            nullable = true,
            description =
                    "first-words for a title that the client cut from the message itself: it never"
                            + " replaces a better one, and a model's replaces it.")
    public void setTitledBy(@Nullable String titledBy) {
        this.titledBy = titledBy;
    }

    @JsonSetter
    @Schema(nullable = true)
    public void setPinned(@Nullable Boolean pinned) {
        this.pinned = new FieldChange.To<>(pinned);
    }

    @JsonSetter
    @Schema(nullable = true)
    public void setModel(@Nullable ModelChoice model) {
        this.model = new FieldChange.To<>(model);
    }

    @JsonSetter
    @Schema(
            nullable = true,
            description = "For the answers to messages that name none; taken as a whole.")
    public void setOptions(@Nullable OptionsRequest options) {
        this.options = new FieldChange.To<>(options);
    }

    /**
     * @param longest UTF-16 code units of a system prompt
     */
    ConversationChange checked(int longest) {
        return new ConversationChange(
                checkedTitle(), checkedTitledBy(), pinned, checkedModel(), checkedOptions(longest));
    }

    private FieldChange<String> checkedTitle() {
        return switch (title) {
            case FieldChange.Keep<String> keep -> keep;
            case FieldChange.To<String>(var sent) ->
                    new FieldChange.To<>(
                            sent == null ? null : new Field("title", sent).line(LONGEST_TITLE));
        };
    }

    private TitledBy checkedTitledBy() {
        return switch (titledBy) {
            case null -> TitledBy.USER;
            case "user" -> TitledBy.USER;
            case "first-words" -> TitledBy.FIRST_WORDS;
            default -> throw new Field("titledBy", null).invalid("Send user or first-words.");
        };
    }

    private FieldChange<ModelRef> checkedModel() {
        return switch (model) {
            case FieldChange.Keep<ModelChoice> _ -> new FieldChange.Keep<>();
            case FieldChange.To<ModelChoice>(var sent) ->
                    new FieldChange.To<>(sent == null ? null : sent.checked());
        };
    }

    private FieldChange<GenerationOptions> checkedOptions(int longest) {
        return switch (options) {
            case FieldChange.Keep<OptionsRequest> _ -> new FieldChange.Keep<>();
            case FieldChange.To<OptionsRequest>(var sent) ->
                    new FieldChange.To<>(sent == null ? null : sent.checked(longest));
        };
    }
}
