package dev.holdfast.worker.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the workers' private keyset is. */
@ConfigMapping(prefix = "holdfast.keys")
public interface KeyConfig {

    /** A Tink keyset in JSON, in the clear; without it no user's key can be opened. */
    Optional<Path> privateKeyset();

    /**
     * How soon a key that was taken out of the keyset opens nothing any more. One that was put in
     * is found as soon as it is needed.
     */
    @WithDefault("10s")
    Duration readAgainEvery();
}
