package dev.holdfast.chat.outage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long PostgreSQL is waited for. */
@ConfigMapping(prefix = "holdfast.database")
public interface DatabaseConfig {

    /** Until a connection is accepted. */
    @WithDefault("3s")
    Duration connectTimeout();

    /** Until a call must have its answer, the wait for a free connection included. */
    @WithDefault("12s")
    Duration callTimeout();

    /**
     * The same for calls that are open when the service is asked to stop. Shorter than {@code
     * quarkus.shutdown.timeout} and delay together.
     */
    @WithDefault("4s")
    Duration stopTimeout();

    /**
     * Until an answer comes. A connection on which nothing came for so long is closed, one that
     * nobody used included; the next call opens a new one. Longer than the longest statement.
     */
    @WithDefault("10s")
    Duration answerTimeout();
}
