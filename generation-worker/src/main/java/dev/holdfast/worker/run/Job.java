package dev.holdfast.worker.run;

import dev.holdfast.contracts.request.GenerationRequested;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which run this is. Without the prompt, which is held no longer than the call needs it: see {@link
 * RunState.Then.Call}.
 *
 * @param provider the id by which the request's model names it
 * @param runId made anew; tells this run from another that begins the same attempt
 * @param traceparent W3C trace context of the call that began it all
 * @param mayRepeat whether the request may have been delivered to a worker before
 */
record Job(
        UUID generationId,
        UUID conversationId,
        String owner,
        int attempt,
        String provider,
        String runId,
        @Nullable String traceparent,
        boolean mayRepeat) {

    static Job of(
            GenerationRequested request,
            String runId,
            @Nullable String traceparent,
            boolean mayRepeat) {
        return new Job(
                request.generationId(),
                request.conversationId(),
                request.owner(),
                request.attempt(),
                request.model().provider(),
                runId,
                traceparent,
                mayRepeat);
    }

    /** An attempt at a generation: worked on once in one process. */
    record Key(UUID generationId, int attempt) {}

    Key key() {
        return new Key(generationId, attempt);
    }

    @Override
    public String toString() {
        return "generation=" + generationId + " attempt=" + attempt + " run=" + runId;
    }
}
