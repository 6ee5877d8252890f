package dev.holdfast.worker.endpoint;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/**
 * Whether, and which, endpoints of users are called; chat-api has the same settings, by which it
 * says so early.
 */
@ConfigMapping(prefix = "holdfast.endpoints")
public interface EndpointConfig {

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
}
