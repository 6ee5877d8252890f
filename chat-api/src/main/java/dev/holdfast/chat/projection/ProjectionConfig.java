package dev.holdfast.chat.projection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the log is read back. */
@ConfigMapping(prefix = "holdfast.projection")
public interface ProjectionConfig {

    /** The consumer group of all instances. */
    @WithDefault("chat-api")
    String group();

    /** Records that are read and stored at once. */
    @WithDefault("2000")
    int batchRecords();

    /** Bytes that are fetched at once, so that memory is bounded; one record may exceed it. */
    @WithDefault("8388608")
    int batchBytes();

    /**
     * Pause after a batch. What arrives meanwhile is merged, so that a busy log costs few
     * transactions; what viewers see does not come from here.
     */
    @WithDefault("50ms")
    Duration linger();

    /**
     * After how long Kafka gives the partitions of an instance that died to another; the broker's
     * default allows no less than 6 s.
     */
    @WithDefault("6s")
    Duration sessionTimeout();

    /**
     * How long the database may take for one batch, or for the positions, before it is tried again.
     * A batch takes milliseconds; a lock that another instance holds goes with its transaction.
     */
    @WithDefault("30s")
    Duration databaseWithin();

    /** Longest pause before a database that did not answer is tried again. */
    @WithDefault("2s")
    Duration longestRetryPause();

    /** Pause before a log that could not be read is opened anew. */
    @WithDefault("1s")
    Duration reopenAfter();
}
