package dev.holdfast.chat.page;

import jakarta.inject.Singleton;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a page may load and call. Nothing inline, nothing of other origins but the issuer and the
 * gateway; HTML reaches the document through two named Trusted Types policies alone, and a third
 * names the one service worker.
 */
@Singleton
class ContentPolicy {
    private final String value;

    ContentPolicy(Addresses addresses) {
        this.value =
                String.join(
                        "; ",
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "img-src 'self' data: blob:",
                        "font-src 'self'",
                        "manifest-src 'self'",
                        "worker-src 'self'",
                        "connect-src " + String.join(" ", called(addresses)),
                        "base-uri 'none'",
                        "form-action 'none'",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'",
                        "trusted-types lit-html holdfast-html holdfast-worker");
    }

    String value() {
        return value;
    }

    private static Set<String> called(Addresses addresses) {
        Set<String> origins = new LinkedHashSet<>();
        origins.add("'self'");
        addresses.issuer().flatMap(ContentPolicy::origin).ifPresent(origins::add);
        addresses.stream()
                .flatMap(ContentPolicy::origin)
                .ifPresent(origin -> {
                    origins.add(origin);
                    // http to ws, https to wss; browsers do not take the one for the other.
                    origins.add(origin.replaceFirst("^http", "ws"));
                });
        return origins;
    }

    /** Empty for what has none, such as an issuer that is no address. */
    private static Optional<String> origin(URI address) {
        return address.getHost() == null
                ? Optional.empty()
                : Optional.of(
                        address.getScheme()
                                + "://"
                                + address.getHost()
                                + (address.getPort() < 0 ? "" : ":" + address.getPort()));
    }
}
