package dev.holdfast.gateway.ingest;

import dev.holdfast.gateway.replay.Tail;
import java.util.HashSet;
import java.util.Set;

/** One partition that is being read, and for whom. Confined to the reading thread. */
final class Following {
    private final Tail tail;
    private final long warmAt;
    private final Set<Claim> claims = new HashSet<>();
    private boolean warm;
    private long idleSince;

    /**
     * @param warmAt the log's end when reading began
     */
    Following(Tail tail, long warmAt) {
        this.tail = tail;
        this.warmAt = warmAt;
    }

    Tail tail() {
        return tail;
    }

    boolean isCold() {
        return !warm;
    }

    void add(Claim claim) {
        claims.add(claim);
        if (warm) {
            claim.complete(tail);
        }
    }

    void remove(Claim claim, long now) {
        if (claims.remove(claim) && claims.isEmpty()) {
            idleSince = now;
        }
    }

    boolean isIdleSince(long moment) {
        return claims.isEmpty() && idleSince <= moment;
    }

    /** It is not read any more. Whoever still waits gets the tail, and finds it retired. */
    void end() {
        claims.forEach(claim -> claim.complete(tail));
    }

    /** Reading has come to this offset. */
    void reached(long offset) {
        if (!warm && offset >= warmAt) {
            warm = true;
            claims.forEach(claim -> claim.complete(tail));
        }
    }
}
