package dev.holdfast.chaos.journal;

import java.time.Instant;

/**
 * A breach, and where to look for it.
 *
 * @param page of the journal, or the process, where it shows
 * @param what happened, with the ids
 */
public record Finding(Instant at, Breach breach, String page, String what) {
    @Override
    public String toString() {
        return "%s  %-12s  %s: %s".formatted(at, breach.title(), page, what);
    }
}
