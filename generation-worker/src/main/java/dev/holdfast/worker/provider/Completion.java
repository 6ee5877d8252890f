package dev.holdfast.worker.provider;

import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.Usage;
import org.jspecify.annotations.Nullable;

/**
 * How an answer ended.
 *
 * @param finishReason null where the provider gave none: the answer was cut off, whatever the
 *     transport says
 */
public record Completion(@Nullable FinishReason finishReason, @Nullable Usage usage) {}
