package dev.holdfast.contracts.request;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.contracts.log.Role;

/** One message of the conversation as the provider is to read it: its text, without HTML. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PromptMessage(
        @JsonProperty(required = true) Role role, @JsonProperty(required = true) String text) {}
