package dev.holdfast.worker.run;

import dev.holdfast.contracts.request.GenerationRequested;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a run was asked for.
 *
 * @param runId made anew; tells this run from another that begins the same attempt
 * @param traceparent W3C trace context of the call that began it all
 * @param mayRepeat whether the request may have been delivered to a worker before
 */
record Job(
        GenerationRequested request,
        String runId,
        @Nullable String traceparent,
        boolean mayRepeat) {

    /** An attempt at a generation: worked on once in one process. */
    record Key(UUID generationId, int attempt) {}

    Key key() {
        return new Key(request.generationId(), request.attempt());
    }

    /** Prompts are in no log. */
    @Override
    public String toString() {
        return "generation="
                + request.generationId()
                + " attempt="
                + request.attempt()
                + " run="
                + runId;
    }
}
