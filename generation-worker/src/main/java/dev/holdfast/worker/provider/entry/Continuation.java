package dev.holdfast.worker.provider.entry;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a model is asked to go on from the beginning of an answer. */
public enum Continuation {
    /** Not at all: it begins its answer again, and what was shown is taken away. */
    @JsonProperty("none")
    NONE,
    /**
     * In words: the beginning stands as the assistant's last message, and one of the user's asks to
     * go on from its end. Any model can be asked so; not every one complies.
     */
    @JsonProperty("instruction")
    INSTRUCTION,
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
