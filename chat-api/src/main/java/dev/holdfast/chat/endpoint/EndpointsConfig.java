package dev.holdfast.chat.endpoint;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/**
 * {@code holdfast.endpoints}; the workers have the same settings, and theirs are what counts in the
 * end.
 */
@ConfigMapping(prefix = "holdfast.endpoints")
public interface EndpointsConfig {

    /**
     * Whether users may add endpoints of their own: the workers call whatever address a user names,
     * as far as it is public.
     */
    @WithDefault("false")
    boolean allowed();

    /**
     * Hosts, each with or without a port, that may be called although they are not public or not by
     * https: {@code ollama.lan,192.168.1.20:11434}.
     */
    Optional<List<String>> allowedHosts();

    /**
     * Whether public endpoints may be called without encryption, keys and conversations included.
     */
    @WithDefault("false")
    boolean httpAllowed();

    /** How many one user may keep. */
    @WithDefault("20")
    int most();
}
