package dev.holdfast.chat.generation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An open generation, and for how long nothing has happened to it. All spans by the database's
 * clock, which every instance shares.
 *
 * @param logPartition the partition of the log that tells of it; null until its first event is
 *     projected
 * @param silentFor since a counted event of it was last projected
 * @param askedFor since the newest attempt was asked for
 * @param stopWantedFor since its user wanted it to end; null if they did not
 * @param gap whether its log was found to have a hole
 * @param released whether its run has said that it goes no further
 * @param place where the newest request lies in the queue; null until Kafka has it
 */
public record Watched(
        Generation generation,
        @Nullable Integer logPartition,
        Duration silentFor,
        Duration askedFor,
        @Nullable Duration stopWantedFor,
        boolean gap,
        boolean released,
        @Nullable QueuePlace place) {

    /** A place in {@code generation-requests}. */
    public record QueuePlace(int partition, long offset) {
        private static final long REFUSED = -1;

        /** Whether Kafka will not take the request, so that nobody can ever claim it. */
        public boolean isRefused() {
            return offset == REFUSED;
        }
    }

    /** Whether it was released and nobody was asked to go on. */
    public boolean isUpForTheNext() {
        return released && isClaimed();
    }

    /** Whether a run was counted for the newest attempt. */
    public boolean isClaimed() {
        return generation.standing().attempt() >= generation.requestedAttempt();
    }
}
