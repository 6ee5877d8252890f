package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where a conversation's title comes from. A later constant here is never replaced by an earlier.
 */
public enum TitledBy {
    /** Cut from the first message; stands in until there is a better one. */
    @JsonProperty("first-words")
    FIRST_WORDS,
    /** Written by a model, once. */
    @JsonProperty("model")
    MODEL,
    /** Its user wants it so. */
    @JsonProperty("user")
    USER
}
