package dev.holdfast.worker.endpoint;

import dev.holdfast.worker.provider.wire.TransportConfig;
import java.time.Duration;

/** Small figures for tests. */
record Connections() implements TransportConfig {
    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(2);
    }

    @Override
    public int connections() {
        return 16;
    }

    @Override
    public int maxEventBytes() {
        return 256 * 1024;
    }

    @Override
    public Duration listTimeout() {
        return Duration.ofSeconds(20);
    }
}
