package dev.holdfast.gateway.replay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of the log is kept in memory. */
@ConfigMapping(prefix = "holdfast.tail")
public interface TailConfig {

    /**
     * Bytes of heap for the tails of all partitions together. What has left them is read from
     * Kafka, which costs a late reader a few milliseconds and nobody else anything.
     */
    @WithDefault("67108864")
    long bytes();

    /**
     * UTF-16 code units of a running answer's content, its HTML left aside. Of a longer one there
     * is no snapshot: a client that needs it reads the REST state.
     */
    @WithDefault("1000000")
    int longestAnswer();
}
