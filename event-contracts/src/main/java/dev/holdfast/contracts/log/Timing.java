package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How long the run that counts took, by its worker's clock.
 *
 * @param firstTokenMillis from the call to the provider until its first text or reasoning
 * @param totalMillis from the call to the provider until its end
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Timing(@Nullable Long firstTokenMillis, @Nullable Long totalMillis) {}
