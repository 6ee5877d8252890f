package dev.holdfast.worker.keycheck;

import dev.holdfast.worker.keys.SealedKeys;
import dev.holdfast.worker.provider.Providers;
import dev.holdfast.worker.provider.Timers;
import dev.holdfast.worker.publish.Envelope;
import dev.holdfast.worker.publish.Publisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts {@link CheckKeys} together for the container. */
class KeyCheckBeans {

    @Produces
    @Singleton
    CheckKeys checkKeys(
            KeyCheckConfig config,
            Providers providers,
            SealedKeys keys,
            Publisher publisher,
            Envelope envelope,
            Timers timers,
            Clock clock,
            MeterRegistry meters,
            Vertx vertx) {
        return new CheckKeys(
                new CheckKeys.Tools(
                        config, providers, keys, publisher, envelope, timers, clock, meters),
                // One event loop for all of them: they are few, and none of them works.
                task -> vertx.runOnContext(_ -> task.run()));
    }
}
