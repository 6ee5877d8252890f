package dev.holdfast.contracts.request;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.Position;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The first answer of a conversation without a title of its user's has completed: whichever worker
 * takes this proposes one ({@link dev.holdfast.contracts.log.ConversationTitled}). The record's key
 * is the conversation id.
 *
 * @param owner the key of the log record that answers
 * @param model who wrote the answer; its provider writes the title, with a small model of its own
 * @param question the beginning of the user's message
 * @param answer the beginning of the answer
 * @param sealedKey the user's own key for that provider; absent where the worker's own is to be
 *     used
 * @param logPosition no title that answers this lies before it in the log; absent where the asker
 *     did not know
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TitleRequested(
        @JsonProperty(required = true) UUID conversationId,
        @JsonProperty(required = true) String owner,
        @JsonProperty(required = true) ModelRef model,
        String question,
        String answer,
        @Nullable SealedKey sealedKey,
        @Nullable Position logPosition,
        Instant requestedAt) {

    /** The CloudEvents type of this record. */
    public static final String TYPE = "title.requested";

    public TitleRequested {
        question = question == null ? "" : question;
        answer = answer == null ? "" : answer;
        if (owner.isEmpty()) {
            throw new IllegalArgumentException("owner is empty");
        }
    }

    /** In the body too, so that a body alone says what it is. */
    @JsonProperty(value = "type", access = JsonProperty.Access.READ_ONLY)
    public String type() {
        return TYPE;
    }
}
