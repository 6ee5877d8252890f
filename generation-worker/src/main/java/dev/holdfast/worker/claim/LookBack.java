package dev.holdfast.worker.claim;

import dev.holdfast.contracts.request.TitleRequested;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the log what it said before. An answer comes on any thread, as soon as the broker gives it;
 * it waits while the broker is away and never fails. Whoever does not want it any more cancels it.
 */
public interface LookBack {

    /** Whether a claim is the one that counts. */
    CompletableFuture<Verdict> onClaim(Claim claim);

    /**
     * Whether the conversation was given a title since it was asked for. False where the request
     * does not say how far the log was known.
     */
    CompletableFuture<Boolean> onTitle(TitleRequested request);
}
