package dev.holdfast.chaos.fault;

import java.time.Instant;

/**
 * A fault that was.
 *
 * @param begunAt when it struck, at the earliest
 * @param mendedAt when its victim was whole again
 * @param mended false where it did not come back in time
 */
public record Struck(
        FaultKind kind, String victim, Instant begunAt, Instant mendedAt, boolean mended) {

    public boolean overlaps(Instant from, Instant to) {
        return !begunAt.isAfter(to) && !mendedAt.isBefore(from);
    }
}
