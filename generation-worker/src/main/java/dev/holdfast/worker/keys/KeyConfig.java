package dev.holdfast.worker.keys;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the workers' private keyset is. */
@ConfigMapping(prefix = "holdfast.keys")
public interface KeyConfig {

    /** A Tink keyset in JSON, in the clear; without it no user's key can be opened. */
    Optional<Path> privateKeyset();
}
