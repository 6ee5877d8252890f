package dev.holdfast.chat.topics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the topics are made and watched. */
@ConfigMapping(prefix = "holdfast.topics")
public interface TopicsConfig {

    /** Copies of each topic that is made here. One broker allows 1; three brokers want 3. */
    @WithDefault("1")
    short replicationFactor();

    /** Pause before a broker that did not answer is asked again. */
    @WithDefault("1s")
    Duration retryAfter();

    /**
     * Pause between two looks at the log's topic id. Someone who deletes the log and makes it anew
     * under running services is rare, so this need not be fast.
     */
    @WithDefault("10s")
    Duration lookAgainAfter();

    /** How long one look may take before it is given up: three questions, and making topics. */
    @WithDefault("30s")
    Duration lookWithin();

    /** How long one question to the broker may take. */
    @WithDefault("5s")
    Duration timeout();
}
