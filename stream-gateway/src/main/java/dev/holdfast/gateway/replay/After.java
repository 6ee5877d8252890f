package dev.holdfast.gateway.replay;

import java.util.List;

/** What {@link Tail#after} finds behind an offset. */
public sealed interface After {

    /**
     * From memory, in log order; empty if there is nothing yet.
     *
     * @param next the offset to go on from; at or behind the head when {@code toHead}
     * @param toHead whether this is everything there is
     * @param snapshots at {@code next}, of what was asked for; none unless {@code toHead}
     */
    record Events(List<Entry> entries, long next, boolean toHead, Snapshots snapshots)
            implements After {}

    /**
     * The offset has left memory.
     *
     * @param until memory is complete from here on
     */
    record Older(long until) implements After {}

    /** The log behind this tail is gone, or was found to be another one: take a new tail. */
    record Retired() implements After {}
}
