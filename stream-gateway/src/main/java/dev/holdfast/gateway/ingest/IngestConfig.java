package dev.holdfast.gateway.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the log is read. Where it is, {@code kafka.*} says. */
@ConfigMapping(prefix = "holdfast.ingest")
public interface IngestConfig {

    /** The log. Another name is for tests. */
    @WithDefault("conversation-events")
    String topic();

    /**
     * How long a fetch waits at the broker when there is nothing. Records end the wait at once; so
     * this is only how long a partition that is newly needed waits for the fetch under way.
     */
    @WithDefault("100ms")
    Duration fetchWait();

    /** How often the topic's id is asked for: how long a log that was made anew goes unnoticed. */
    @WithDefault("1s")
    Duration topicCheck();

    /** How long one question to the broker may take. */
    @WithDefault("5s")
    Duration requestTimeout();

    /** Until a question to the broker is asked again. */
    @WithDefault("500ms")
    Duration retryAfter();

    /** How long a partition is read on after its last reader left, so that coming back is cheap. */
    @WithDefault("60s")
    Duration linger();

    WayBack wayBack();

    Archive archive();

    /** How far back reading begins in a partition that is newly needed. */
    interface WayBack {
        /** The snapshots of generations that began earlier are not available. */
        @WithDefault("10m")
        Duration time();

        /**
         * At most so many records. Offsets say nothing about bytes; memory is bounded by the tails'
         * budget whatever the records' size, this bounds the time until the first answer.
         */
        @WithDefault("20000")
        long records();
    }

    /** Older parts of the log. */
    interface Archive {
        /** Threads, each with a consumer of its own. */
        @WithDefault("4")
        int readers();

        /** How many bytes of records one read looks through before others get their turn. */
        @WithDefault("8388608")
        int scanBytes();
    }
}
