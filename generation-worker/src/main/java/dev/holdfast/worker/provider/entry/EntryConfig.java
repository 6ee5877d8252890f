package dev.holdfast.worker.provider.entry;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the providers are written down. */
@ConfigMapping(prefix = "holdfast.worker.providers")
public interface EntryConfig {

    /** A file like {@code providers.yaml} beside this class; without it, that one counts. */
    Optional<Path> file();
}
