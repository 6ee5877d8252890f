package dev.holdfast.worker.request;

import dev.holdfast.worker.run.RunConfig;
import java.time.Duration;

/** A worker of this capacity; the rest has no part in taking requests. */
record Limits(int capacity) implements RunConfig {

    @Override
    public int answerLimit() {
        return 1;
    }

    @Override
    public int pendingLimit() {
        return 1;
    }

    @Override
    public Duration drainTimeout() {
        return Duration.ZERO;
    }

    @Override
    public Duration handOverTimeout() {
        return Duration.ZERO;
    }
}
