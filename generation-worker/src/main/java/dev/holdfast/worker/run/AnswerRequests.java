package dev.holdfast.worker.run;

import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.worker.work.Delivery;
import dev.holdfast.worker.work.Kind;
import dev.holdfast.worker.work.Taken;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers, each by a run. A request is needed until the run's claim stands in the log. */
@Singleton
final class AnswerRequests implements Kind<GenerationRequested> {
    private final Runs runs;

    AnswerRequests(Runs runs) {
        this.runs = runs;
    }

    @Override
    public String type() {
        return GenerationRequested.TYPE;
    }

    @Override
    public Class<GenerationRequested> body() {
        return GenerationRequested.class;
    }

    @Override
    public Taken begin(GenerationRequested request, Delivery delivery) {
        return new Taken(claimed(request, delivery), () -> runs.forget(request));
    }

    /** What ran here is not begun again: its request is no longer needed. */
    private CompletionStage<Void> claimed(GenerationRequested request, Delivery delivery) {
        try {
            return runs.begin(request, delivery.traceparent(), delivery.mayRepeat())
                    .orElseGet(() -> CompletableFuture.completedFuture(null));
        } catch (RuntimeException bug) {
            return CompletableFuture.failedFuture(bug);
        }
    }
}
