package dev.holdfast.worker.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What bounds a run, and all of them. */
@ConfigMapping(prefix = "holdfast.worker")
public interface RunConfig {

    /** Answers written at once. What is beyond it stays in the queue, for other workers too. */
    @WithDefault("256")
    int capacity();

    /**
     * UTF-16 code units of text and reasoning together. The end of an answer carries all of it in
     * one record ({@code Topic.MAX_RECORD_BYTES}).
     */
    @WithDefault("1000000")
    int answerLimit();

    /**
     * UTF-16 code units that may wait for the broker; beyond them the provider is not read. Far
     * more than a model writes between two acknowledgements, far less than would hurt {@link
     * #capacity} times.
     */
    @WithDefault("65536")
    int pendingLimit();

    /** From the shutdown signal until the answers still being written are handed over. */
    @WithDefault("20s")
    Duration drainTimeout();

    /** For the hand-over itself; what is not acknowledged by then is left to the lease. */
    @WithDefault("5s")
    Duration handOverTimeout();
}
