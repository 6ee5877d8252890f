package dev.holdfast.worker.keycheck;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What bounds the tries of keys. */
@ConfigMapping(prefix = "holdfast.key-check")
public interface KeyCheckConfig {

    /** For one try: its user waits for it in front of a form. */
    @WithDefault("20s")
    Duration timeout();

    /** Tries at once in this worker. Those beyond it are answered at once, without a call. */
    @WithDefault("64")
    int atOnce();
}
