package dev.holdfast.worker.provider.entry;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A wire format that this worker speaks. */
public enum WireName {
    @JsonProperty("openai-responses")
    OPENAI_RESPONSES,
    @JsonProperty("openai-chat")
    OPENAI_CHAT,
    @JsonProperty("anthropic")
    ANTHROPIC,
    @JsonProperty("gemini")
    GEMINI,
    @JsonProperty("mistral")
    MISTRAL
}
