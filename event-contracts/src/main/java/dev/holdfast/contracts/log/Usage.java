package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the provider counted, in its own tokens; null where it did not say.
 *
 * @param outputTokens with the reasoning tokens
 * @param cachedTokens the part of the input that was read from the provider's cache
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Usage(
        @Nullable Integer inputTokens,
        @Nullable Integer outputTokens,
        @Nullable Integer reasoningTokens,
        @Nullable Integer cachedTokens) {}
