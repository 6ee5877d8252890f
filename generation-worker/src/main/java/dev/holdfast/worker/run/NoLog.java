package dev.holdfast.worker.run;

import dev.holdfast.contracts.log.Position;
import dev.holdfast.contracts.request.TitleRequested;
import dev.holdfast.worker.claim.Claim;
import dev.holdfast.worker.claim.LookBack;
import dev.holdfast.worker.claim.Verdict;
import dev.holdfast.worker.publish.OutgoingRecord;
import dev.holdfast.worker.publish.Place;
import dev.holdfast.worker.publish.Publisher;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A log that takes everything and keeps nothing: for a run of which nobody reads a word. */
final class NoLog implements Publisher, LookBack {
    private static final Position POSITION = new Position(new UUID(0, 0), 0, 0);

    @Override
    public CompletionStage<Place> publish(OutgoingRecord outgoing) {
        return CompletableFuture.completedFuture(
                new Place(POSITION.partition(), POSITION.offset()));
    }

    @Override
    public CompletableFuture<Verdict> onClaim(Claim claim) {
        return CompletableFuture.completedFuture(new Verdict.Counts(POSITION));
    }

    @Override
    public CompletableFuture<Boolean> onTitle(TitleRequested request) {
        return CompletableFuture.completedFuture(false);
    }
}
