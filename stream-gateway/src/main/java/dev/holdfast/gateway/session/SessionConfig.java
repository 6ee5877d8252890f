package dev.holdfast.gateway.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a connection is treated. */
@ConfigMapping(prefix = "holdfast.session")
public interface SessionConfig {

    /** How long the first resume may take; the protocol's figure. */
    @WithDefault("10s")
    Duration resumeTimeout();

    /** How long a frame may wait for the socket to take it: then the reader has fallen behind. */
    @WithDefault("30s")
    Duration takeTimeout();

    /** How long a resume waits for the log before the client is asked to come back. */
    @WithDefault("15s")
    Duration logTimeout();

    /** Silence after which the peer is pinged; below the idle times of usual proxies. */
    @WithDefault("15s")
    Duration pingAfter();

    /** Silence after which the peer is taken for dead. */
    @WithDefault("50s")
    Duration deadAfter();

    /** How often the times above are looked at. */
    @WithDefault("1s")
    Duration tick();

    /** Connections of one user, over all of its devices. */
    @WithDefault("20")
    int connectionsPerUser();

    /** Answers to frames of the client that wait for it to read. */
    @WithDefault("16")
    int answersWaiting();

    Batch batch();

    /** How much goes into one frame. */
    interface Batch {
        @WithDefault("2000")
        int events();

        /** Of record values, before merging. A larger single event makes a frame of its own. */
        @WithDefault("524288")
        int bytes();
    }
}
