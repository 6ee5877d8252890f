package dev.holdfast.gateway.ingest;

import dev.holdfast.gateway.replay.Tail;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One lease as the reading thread sees it: who claims a partition, and what it waits for. */
final class Claim {
    private final String userId;
    private final CompletableFuture<Tail> warm = new CompletableFuture<>();

    Claim(String userId) {
        this.userId = userId;
    }

    String userId() {
        return userId;
    }

    void complete(Tail tail) {
        warm.complete(tail);
    }

    CompletionStage<Tail> warm() {
        return warm.minimalCompletionStage();
    }
}
