package dev.holdfast.worker.work;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Work that was begun.
 *
 * @param stands completes when the request is no longer needed; fails if the work never began
 * @param forget called after a failure, on the thread that takes requests: the request comes again,
 *     perhaps to this worker
 */
public record Taken(CompletionStage<Void> stands, Runnable forget) {

    /** Nothing is lost that somebody would not ask for again. */
    public static final Taken AT_ONCE =
            new Taken(CompletableFuture.completedFuture(null), () -> {});
}
