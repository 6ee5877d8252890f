package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A model, by its provider and the provider's own name of it.
 *
 * @param provider an id from the catalogue, such as {@code openai}
 * @param name such as {@code gpt-5-mini}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelRef(
        @JsonProperty(required = true) String provider,
        @JsonProperty(required = true) String name) {}
