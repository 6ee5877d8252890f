package dev.holdfast.contracts.request;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.Role;

/**
 * One message of the conversation as the provider is to read it.
 *
 * @param content without HTML and citations, see {@link Content#forPrompt}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PromptMessage(
        @JsonProperty(required = true) Role role, @JsonProperty(required = true) Content content) {}
