package dev.holdfast.chat.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static final Optional<String> INSIDE = Optional.of("http://keycloak:8080/realms/a");

    @Test
    void tellsBrowsersTheIssuerThatTokensName() {
        assertThat(issuer(Optional.of("https://login.example/realms/a")))
                .contains(URI.create("https://login.example/realms/a"));
    }

    @Test
    void tellsTheServersAddressWhereTokensNameNoOther() {
        assertThat(issuer(Optional.empty())).contains(URI.create("http://keycloak:8080/realms/a"));
        assertThat(issuer(Optional.of("any")))
                .contains(URI.create("http://keycloak:8080/realms/a"));
    }

    private static Optional<URI> issuer(Optional<String> tokenIssuer) {
        return new Addresses(tokenIssuer, INSIDE, Optional.empty()).issuer();
    }
}
