package dev.holdfast.worker.provider.wire;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The connections to providers, the same for all of them. */
@ConfigMapping(prefix = "holdfast.transport")
public interface TransportConfig {

    /** TCP and TLS: a server that does not answer to that is not there. */
    @WithDefault("10s")
    Duration connectTimeout();

    /**
     * Streams at once to one server. Each has a connection of its own, so this must not be less
     * than the worker's capacity.
     */
    @WithDefault("2048")
    int connections();

    /** Bytes of one event. A server that sends more in one piece is broken, or wants us to be. */
    @WithDefault("4194304")
    int maxEventBytes();

    /** For a list of models, from the request to its last byte. */
    @WithDefault("20s")
    Duration listTimeout();
}
