package dev.holdfast.chaos.stage;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for a part that was struck to be whole again. */
final class Whole {
    /** A busy machine, and another part that is struck meanwhile. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private Whole() {}

    /** Whether it became so in time. */
    static boolean within(Duration patience, BooleanSupplier whole) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!whole.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
        }
        return true;
    }
}
