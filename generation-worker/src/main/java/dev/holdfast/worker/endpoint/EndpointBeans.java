package dev.holdfast.worker.endpoint;

import dev.holdfast.contracts.endpoint.EndpointUrl;
import dev.holdfast.worker.provider.CallConfig;
import dev.holdfast.worker.provider.Timers;
import dev.holdfast.worker.provider.UserProviders;
import dev.holdfast.worker.provider.wire.StreamTransport;
import dev.holdfast.worker.provider.wire.TransportConfig;
import dev.holdfast.worker.provider.wire.WayOut;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts {@link UserEndpoints} together for the container. */
class EndpointBeans {

    /**
     * @throws ConfigurationException with one sentence, which is all that is printed of it
     */
    @Produces
    @Singleton
    UserEndpoints userEndpoints(
            EndpointConfig config,
            TransportConfig transport,
            CallConfig calls,
            Timers timers,
            Clock clock,
            MeterRegistry meters,
            WayOut out,
            Vertx vertx) {
        try {
            return new JudgedEndpoints(
                    config,
                    new JudgedEndpoints.Tools(
                            // A client of their own: no connection is shared with a provider of
                            // the operator's.
                            new StreamTransport(vertx, transport, clock, out),
                            new DnsResolver(vertx),
                            out.proxies(),
                            timers,
                            new UserProviders(calls, timers, clock, meters)));
        } catch (EndpointUrl.Wrong wrong) {
            throw new ConfigurationException(
                    "holdfast.endpoints.allowed-hosts names no host: " + wrong.why());
        }
    }
}
