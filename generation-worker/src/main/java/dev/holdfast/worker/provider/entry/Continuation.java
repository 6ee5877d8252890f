package dev.holdfast.worker.provider.entry;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a model is asked to go on from the beginning of an answer. */
public enum Continuation {
    /** It cannot: it would answer its own beginning. */
    @JsonProperty("none")
    NONE,
    /** The beginning stands as the last message, from the assistant, and the model goes on. */
    @JsonProperty("last-message")
    LAST_MESSAGE,
    /** The same, and the message says {@code "prefix": true}: Mistral, DeepSeek's beta. */
    @JsonProperty("prefix-flag")
    PREFIX_FLAG,
    /** The same, and the request says {@code "continue_final_message": true}: vLLM, SGLang. */
    @JsonProperty("continue-final-message")
    CONTINUE_FINAL_MESSAGE
}
