package dev.holdfast.chat.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** {@code holdfast.keys}. */
@ConfigMapping(prefix = "holdfast.keys")
public interface KeysConfig {

    /**
     * File with the workers' public keyset, as Tink writes it in JSON. Absent: users cannot leave
     * keys here, everything else works.
     */
    Optional<Path> publicKeyset();

    /** How soon a keyset that was changed is taken. */
    @WithDefault("10s")
    Duration readAgainEvery();
}
