package dev.holdfast.chaos.user;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How far a run goes.
 *
 * @param end nothing new is begun after it
 * @param limit everything that was begun has ended by then
 */
public record Horizon(Instant end, Instant limit) {
    boolean isOver() {
        return Instant.now().isAfter(end);
    }

    boolean isPast() {
        return Instant.now().isAfter(limit);
    }

    /** Lets time pass. */
    static void pause(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    /** Whether it completes in time. */
    static boolean completes(CompletableFuture<?> future, Duration patience)
            throws InterruptedException {
        try {
            future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException notInTime) {
            return false;
        }
    }
}
