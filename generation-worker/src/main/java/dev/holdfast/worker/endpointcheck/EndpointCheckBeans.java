package dev.holdfast.worker.endpointcheck;

import dev.holdfast.worker.endpoint.UserEndpoints;
import dev.holdfast.worker.keycheck.KeyCheckConfig;
import dev.holdfast.worker.keys.SealedKeys;
import dev.holdfast.worker.provider.Timers;
import dev.holdfast.worker.publish.Envelope;
import dev.holdfast.worker.publish.Publisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts {@link CheckEndpoints} together for the container. */
class EndpointCheckBeans {

    @Produces
    @Singleton
    CheckEndpoints checkEndpoints(
            KeyCheckConfig config,
            UserEndpoints endpoints,
            SealedKeys keys,
            Publisher publisher,
            Envelope envelope,
            Timers timers,
            Clock clock,
            MeterRegistry meters,
            Vertx vertx) {
        return new CheckEndpoints(
                new CheckEndpoints.Tools(
                        config, endpoints, keys, publisher, envelope, timers, clock, meters),
                // One event loop for all of them: they are few, and none of them works.
                task -> vertx.runOnContext(_ -> task.run()));
    }
}
