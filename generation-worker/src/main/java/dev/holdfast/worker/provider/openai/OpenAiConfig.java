package dev.holdfast.worker.provider.openai;

import dev.holdfast.contracts.catalog.ProviderAdvertised.Access;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The provider {@code openai}: OpenAI itself, or any server that speaks its format. */
@ConfigMapping(prefix = "holdfast.providers.openai")
public interface OpenAiConfig {

    /** The worker's own key; a request with a user's key does not use it. */
    Optional<String> apiKey();

    /** Up to and including {@code /v1}. Either this or the key turns the provider on. */
    Optional<String> baseUrl();

    /** As a person reads it. */
    @WithDefault("OpenAI")
    String title();

    /** Offered in the catalogue; a call may name others, the server decides. */
    List<String> models();

    /** {@code own-key} where this server must be called with the users' keys only. */
    @WithDefault("server")
    Access access();

    /** TCP and TLS: a server that does not answer to that is not there. */
    @WithDefault("10s")
    Duration connectTimeout();

    /**
     * Streams at once. Each has a connection of its own, so this must not be less than the worker's
     * capacity.
     */
    @WithDefault("2048")
    int connections();

    /** Bytes of one event. A server that sends more in one piece is broken, or wants us to be. */
    @WithDefault("4194304")
    int maxEventBytes();

    default boolean on() {
        return apiKey().isPresent() || baseUrl().isPresent();
    }
}
