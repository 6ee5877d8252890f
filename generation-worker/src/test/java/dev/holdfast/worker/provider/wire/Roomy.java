package dev.holdfast.worker.provider.wire;

import java.time.Duration;

/** A transport's figures for tests with many calls. */
record Roomy() implements TransportConfig {
    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public int connections() {
        return 2048;
    }

    @Override
    public int maxEventBytes() {
        return 4 * 1024 * 1024;
    }

    @Override
    public Duration listTimeout() {
        return Duration.ofSeconds(5);
    }
}
