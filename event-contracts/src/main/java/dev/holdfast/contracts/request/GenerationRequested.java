package dev.holdfast.contracts.request;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.log.ModelRef;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one generation. The record's key is the generation id.
 *
 * @param owner the key of the log records that the run will write
 * @param messageId the assistant message that is being produced
 * @param attempt 1 for the first; a takeover asks for the next
 * @param messages the path from the conversation's root to the user's message, oldest first
 * @param soFar the answer as the log has it, for a takeover; empty at the first attempt
 * @param sealedKey the user's own key; absent where the worker's own is to be used
 * @param endpoint the user's own server, where the model is one of it; the key is that of it then
 * @param known what the log had said of the generation when this was asked for; absent where the
 *     asker did not know
 * @param requestedAt when this attempt was asked for
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GenerationRequested(
        @JsonProperty(required = true) UUID generationId,
        @JsonProperty(required = true) UUID conversationId,
        @JsonProperty(required = true) UUID messageId,
        @JsonProperty(required = true) String owner,
        @JsonProperty(required = true) int attempt,
        @JsonProperty(required = true) ModelRef model,
        GenerationOptions options,
        @JsonProperty(required = true) List<PromptMessage> messages,
        Content soFar,
        @Nullable SealedKey sealedKey,
        @Nullable UserEndpoint endpoint,
        @Nullable Known known,
        Instant requestedAt) {

    /** The CloudEvents type of this record. */
    public static final String TYPE = "generation.requested";

    public GenerationRequested {
        options = options == null ? GenerationOptions.NONE : options;
        messages = messages == null ? List.of() : List.copyOf(messages);
        soFar = soFar == null ? Content.EMPTY : soFar;
        if (owner.isEmpty() || attempt < 1 || messages.isEmpty()) {
            throw new IllegalArgumentException(
                    "a request needs an owner, an attempt from 1 on and a message");
        }
    }

    /** In the body too, so that a body alone says what it is. */
    @JsonProperty(value = "type", access = JsonProperty.Access.READ_ONLY)
    public String type() {
        return TYPE;
    }
}
