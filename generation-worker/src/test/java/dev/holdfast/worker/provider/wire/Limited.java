package dev.holdfast.worker.provider.wire;

import dev.holdfast.worker.provider.CallConfig;
import java.time.Duration;

/** How patient the tests of the wires are. */
record Limited(Duration firstTokenTimeout, Duration idleTimeout)
        implements CallConfig, CallConfig.Retry {
    @Override
    public Duration wholeTimeout() {
        return Duration.ofSeconds(60);
    }

    @Override
    public Retry retry() {
        return this;
    }

    @Override
    public int attempts() {
        return 3;
    }

    @Override
    public Duration budget() {
        return Duration.ofSeconds(20);
    }

    @Override
    public Duration firstDelay() {
        return Duration.ofMillis(100);
    }

    @Override
    public Duration loadingBudget() {
        return Duration.ofSeconds(60);
    }

    @Override
    public Duration loadingDelay() {
        return Duration.ofSeconds(1);
    }
}
