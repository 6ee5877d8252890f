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

    private Change<String> title = new Change.Keep<>();
    private @Nullable String titledBy;
    private Change<Boolean> pinned = new Change.Keep<>();
    private Change<ModelChoice> model = new Change.Keep<>();
    private Change<OptionsRequest> options = new Change.Keep<>();

    @JsonSetter
    @Schema(maxLength = LONGEST_TITLE, nullable = true)
    public void setTitle(@Nullable String title) {
        this.title = new Change.To<>(title);
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
        this.pinned = new Change.To<>(pinned);
    }

    @JsonSetter
    @Schema(nullable = true)
    public void setModel(@Nullable ModelChoice model) {
        this.model = new Change.To<>(model);
    }

    @JsonSetter
    @Schema(
            nullable = true,
            description = "For the answers to messages that name none; taken as a whole.")
    public void setOptions(@Nullable OptionsRequest options) {
        this.options = new Change.To<>(options);
    }

    /**
     * @param longest UTF-16 code units of a system prompt
     */
    ConversationChange checked(int longest) {
        return new ConversationChange(
                checkedTitle(), checkedTitledBy(), pinned, checkedModel(), checkedOptions(longest));
    }

    private Change<String> checkedTitle() {
        return switch (title) {
            case Change.Keep<String> keep -> keep;
            case Change.To<String>(var sent) ->
                    new Change.To<>(
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

    private Change<ModelRef> checkedModel() {
        return switch (model) {
            case Change.Keep<ModelChoice> _ -> new Change.Keep<>();
            case Change.To<ModelChoice>(var sent) ->
                    new Change.To<>(sent == null ? null : sent.checked());
        };
    }

    private Change<GenerationOptions> checkedOptions(int longest) {
        return switch (options) {
            case Change.Keep<OptionsRequest> _ -> new Change.Keep<>();
            case Change.To<OptionsRequest>(var sent) ->
                    new Change.To<>(sent == null ? null : sent.checked(longest));
        };
    }
}
