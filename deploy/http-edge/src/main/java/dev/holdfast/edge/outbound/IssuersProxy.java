package dev.holdfast.edge.outbound;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Has the OIDC extension call the issuer through the proxy that {@link Proxies} names. What an
 * operator sets in {@code quarkus.oidc.proxy} goes before.
 */
public final class IssuersProxy implements ConfigSourceFactory {
    private static final String ISSUER = "quarkus.oidc.auth-server-url";

    /** Behind the environment (300) and {@code application.properties} (250). */
    private static final int ORDINAL = 200;

    private final Map<String, String> environment;

    /** For the service loader. */
    public IssuersProxy() {
        this(System.getenv());
    }

    IssuersProxy(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What is no proxy is passed over here, also while a service is built; its start says so. */
    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue issuer = context.getValue(ISSUER);
        String address = issuer == null ? null : issuer.getValue();
        try {
            return address == null ? List.of() : List.of(new Source(settings(address)));
        } catch (ForwardProxy.UnusableProxy unusable) {
            return List.of();
        }
    }

    private Map<String, String> settings(String issuer) {
        Map<String, String> settings = new HashMap<>();
        URI address = URI.create(issuer);
        boolean isSecure = "https".equalsIgnoreCase(address.getScheme());
        if (address.getHost() == null) {
            return settings;
        }
        int port = address.getPort() < 0 ? (isSecure ? 443 : 80) : address.getPort();
        Proxies.of(environment)
                .to(isSecure, address.getHost(), port)
                .ifPresent(proxy -> {
                    settings.put("quarkus.oidc.proxy.host", proxy.host());
                    settings.put("quarkus.oidc.proxy.port", Integer.toString(proxy.port()));
                    if (proxy.user() != null) {
                        settings.put("quarkus.oidc.proxy.username", proxy.user());
                    }
                    if (proxy.password() != null) {
                        settings.put("quarkus.oidc.proxy.password", proxy.password());
                    }
                });
        return settings;
    }

    /**
     * Names nothing: what a source names while the service is built is kept in the build, and a
     * proxy of the machine that builds, or its password, must not be.
     */
    private record Source(Map<String, String> settings) implements ConfigSource {
        @Override
        public Set<String> getPropertyNames() {
            return Set.of();
        }

        @Override
        public @Nullable String getValue(String name) {
            return settings.get(name);
        }

        @Override
        public String getName() {
            return "HTTPS_PROXY for the issuer";
        }

        @Override
        public int getOrdinal() {
            return ORDINAL;
        }

        /** Without values. */
        @Override
        public String toString() {
            return getName();
        }
    }
}
