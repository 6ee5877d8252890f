package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A model, by its provider and the provider's own name of it.
 *
 * @param provider an id from the catalogue, such as {@code openai}
 * @param name such as {@code gpt-5-mini}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelRef(String provider, String name) {}
