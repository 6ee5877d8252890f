package dev.holdfast.worker.run;

import dev.holdfast.contracts.log.Timing;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Takes a call's times. Confined to the run's context. */
final class Stopwatch {
    private final Clock clock;
    private @Nullable Long calledAt;
    private @Nullable Long firstAt;

    Stopwatch(Clock clock) {
        this.clock = clock;
    }

    void called() {
        calledAt = clock.millis();
    }

    void firstWord() {
        firstAt = clock.millis();
    }

    /**
     * @return null if nobody was called
     */
    @Nullable Timing read() {
        if (calledAt == null) {
            return null;
        }
        Long first = firstAt == null ? null : firstAt - calledAt;
        return new Timing(first, clock.millis() - calledAt);
    }
}
