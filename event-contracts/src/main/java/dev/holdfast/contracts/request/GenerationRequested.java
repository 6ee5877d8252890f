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
        UUID generationId,
        UUID conversationId,
        UUID messageId,
        String owner,
        int attempt,
        ModelRef model,
        GenerationOptions options,
        List<PromptMessage> messages,
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
    }

    /** In the body too, so that a body alone says what it is. */
    @JsonProperty(value = "type", access = JsonProperty.Access.READ_ONLY)
    public String type() {
        return TYPE;
    }

    /**
     * The same work for the next attempt, going on from what the log has.
     *
     * @param known what the log says up to the end of that
     */
    public GenerationRequested nextAttempt(
            Content soFar, @Nullable Known known, Instant requestedAt) {
        return new GenerationRequested(
                generationId,
                conversationId,
                messageId,
                owner,
                attempt + 1,
                model,
                options,
                messages,
                soFar,
                sealedKey,
                endpoint,
                known,
                requestedAt);
    }
}
