package dev.holdfast.contracts.request;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.holdfast.contracts.log.Role;

/** One message of the conversation as the provider is to read it: its text, without HTML. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PromptMessage(Role role, String text) {}
