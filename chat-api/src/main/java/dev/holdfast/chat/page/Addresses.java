package dev.holdfast.chat.page;

import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The servers beside this one that a page talks to, by the addresses that browsers use. */
@Singleton
class Addresses {
    /** What {@code quarkus.oidc.token.issuer} says where every issuer will do. */
    private static final String ANY = "any";

    private final Optional<URI> issuer;
    private final Optional<URI> stream;

    /**
     * @param tokenIssuer goes before {@code authServer}, which may be an address that only servers
     *     reach
     */
    Addresses(
            @ConfigProperty(name = "quarkus.oidc.token.issuer") Optional<String> tokenIssuer,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> authServer,
            @ConfigProperty(name = "holdfast.stream.url") Optional<URI> stream) {
        this.issuer =
                tokenIssuer
                        .filter(named -> !named.equals(ANY))
                        .or(() -> authServer)
                        .map(URI::create);
        this.stream = stream;
    }

    /** Where people sign in. */
    Optional<URI> issuer() {
        return issuer;
    }

    /** The stream gateway; empty where it answers beside the page, under the same path. */
    Optional<URI> stream() {
        return stream;
    }
}
