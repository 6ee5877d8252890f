package dev.holdfast.worker.provider;

import java.time.Duration;

/** Round figures for tests. */
public final class Patience implements CallConfig, CallConfig.Retry {
    @Override
    public Duration firstTokenTimeout() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Duration idleTimeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Duration wholeTimeout() {
        return Duration.ofSeconds(100);
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
        return Duration.ofSeconds(30);
    }

    @Override
    public Duration firstDelay() {
        return Duration.ofSeconds(1);
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
