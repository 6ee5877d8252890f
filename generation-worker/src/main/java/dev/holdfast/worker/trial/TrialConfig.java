package dev.holdfast.worker.trial;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What bounds the trials; keys and endpoints each have so many places. */
@ConfigMapping(prefix = "holdfast.key-check")
public interface TrialConfig {

    /** For one trial: its user waits for it in front of a form. */
    @WithDefault("20s")
    Duration timeout();

    /**
     * Trials side by side in this worker. Those beyond it are answered immediately, without a call.
     */
    @WithDefault("64")
    int atOnce();
}
