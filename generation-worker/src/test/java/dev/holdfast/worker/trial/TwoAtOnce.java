package dev.holdfast.worker.trial;

import java.time.Duration;

/** Two trials side by side, for twenty seconds each. */
record TwoAtOnce() implements TrialConfig {
    @Override
    public Duration timeout() {
        return Duration.ofSeconds(20);
    }

    @Override
    public int atOnce() {
        return 2;
    }
}
