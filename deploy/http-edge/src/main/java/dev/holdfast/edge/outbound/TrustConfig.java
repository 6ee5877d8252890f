package dev.holdfast.edge.outbound;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** {@code holdfast.trust}. */
@ConfigMapping(prefix = "holdfast.trust")
public interface TrustConfig {

    /**
     * PEM: the certificates of private authorities, such as a company's, that are believed beside
     * those that Java believes. Read once, at the start.
     */
    Optional<Path> authorities();
}
