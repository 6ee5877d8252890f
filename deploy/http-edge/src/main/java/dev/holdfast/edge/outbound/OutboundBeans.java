package dev.holdfast.edge.outbound;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.runtime.TrustStoreAndTrustOptions;
import io.quarkus.tls.runtime.TrustStoreProvider;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.net.TrustOptions;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Puts the way out together for the container. */
class OutboundBeans {
    private static final Logger LOG = Logger.getLogger(OutboundBeans.class);

    /** The TLS configuration that {@code quarkus.oidc.tls.tls-configuration-name} names. */
    private static final String OUTBOUND = "outbound";

    /**
     * @throws ConfigurationException with one sentence, which is all that is printed of it
     */
    @Produces
    @Singleton
    Trust trust(TrustConfig config, Clock clock) {
        try {
            return Trust.of(config.authorities(), clock);
        } catch (Trust.UnusableAuthorities unusable) {
            throw new ConfigurationException(String.valueOf(unusable.getMessage()));
        }
    }

    /**
     * @throws ConfigurationException likewise
     */
    @Produces
    @Singleton
    Proxies proxies() {
        try {
            return Proxies.of(System.getenv());
        } catch (ForwardProxy.UnusableProxy unusable) {
            throw new ConfigurationException(String.valueOf(unusable.getMessage()));
        }
    }

    /** What cannot be meant is said at the start, and not with the first call. */
    void check(@Observes StartupEvent start, Proxies proxies, Trust trust) {
        LOG.debugf(
                "way out %s, %d authorities", proxies, trust.manager().getAcceptedIssuers().length);
    }

    @Produces
    @Singleton
    @Identifier(OUTBOUND)
    TrustStoreProvider believed(Trust trust) {
        return _ ->
                new TrustStoreAndTrustOptions(trust.store(), TrustOptions.wrap(trust.manager()));
    }
}
