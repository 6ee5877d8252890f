package dev.holdfast.chat.trial;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long trials are waited for. */
@ConfigMapping(prefix = "holdfast.keys")
public interface TrialConfig {

    /**
     * How long a worker has to try a key or an endpoint; longer than its own patience with a
     * provider and the time that a request may lie in the queue. After that it is shown as
     * unreachable.
     */
    @WithDefault("60s")
    Duration checkPatience();
}
