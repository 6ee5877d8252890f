package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a user has set for the answers of one conversation; what is absent is the provider's
 * default. The same fields as a request's options, which are said to a worker: those lean on this
 * package, so that it cannot lean on them.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConversationOptions(
        @Nullable Double temperature,
        @Nullable Integer maxTokens,
        @Nullable String reasoningEffort,
        @Nullable String systemPrompt) {}
