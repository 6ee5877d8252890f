package dev.holdfast.worker.run;

import dev.holdfast.contracts.log.Position;
import dev.holdfast.contracts.request.TitleRequested;
import dev.holdfast.worker.claim.Claim;
import dev.holdfast.worker.claim.LookBack;
import dev.holdfast.worker.claim.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Says that every claim counts, or waits until the test has said what became of it. */
final class FakeLookBack implements LookBack {
    static final UUID TOPIC = new UUID(0, 99);

    final List<Claim> claims = new ArrayList<>();
    final List<CompletableFuture<Verdict>> answers = new ArrayList<>();

    /** Whether the answers wait. */
    boolean waits;

    @Override
    public CompletableFuture<Verdict> onClaim(Claim claim) {
        claims.add(claim);
        CompletableFuture<Verdict> answer = new CompletableFuture<>();
        answers.add(answer);
        if (!waits) {
            counts();
        }
        return answer;
    }

    @Override
    public CompletableFuture<Boolean> onTitle(TitleRequested request) {
        return CompletableFuture.completedFuture(false);
    }

    /** The newest. */
    void counts() {
        Claim claim = claims.getLast();
        answers.getLast()
                .complete(
                        new Verdict.Counts(
                                new Position(
                                        TOPIC, claim.place().partition(), claim.place().offset())));
    }

    void isLost() {
        answers.getLast().complete(new Verdict.Lost());
    }
}
