package dev.holdfast.worker.assembly;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;

/** Who this worker is and what it serves. */
@ConfigMapping(prefix = "holdfast")
public interface WorkerConfig {

    /** Its name in the log; default: the host's name and something random. */
    @WithName("worker.id")
    Optional<String> id();

    /** The provider that needs no key; to be turned off where real ones are. */
    @WithName("providers.demo.enabled")
    @WithDefault("true")
    boolean demo();
}
