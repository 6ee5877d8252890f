package dev.holdfast.worker.claim;

import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.worker.publish.Place;

/**
 * A {@code generation.started} that stands in the log.
 *
 * @param runId of the run that wrote it
 * @param place where it stands
 * @param mayRepeat whether the request may have been delivered to a worker before
 */
public record Claim(GenerationRequested request, String runId, Place place, boolean mayRepeat) {}
