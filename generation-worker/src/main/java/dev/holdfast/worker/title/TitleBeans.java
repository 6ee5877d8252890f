package dev.holdfast.worker.title;

import dev.holdfast.worker.claim.LookBack;
import dev.holdfast.worker.keys.SealedKeys;
import dev.holdfast.worker.provider.Providers;
import dev.holdfast.worker.provider.Timers;
import dev.holdfast.worker.publish.Envelope;
import dev.holdfast.worker.publish.Publisher;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts {@link WriteTitles} together for the container. */
class TitleBeans {

    @Produces
    @Singleton
    WriteTitles writeTitles(
            TitleConfig config,
            Providers providers,
            SealedKeys keys,
            Publisher publisher,
            LookBack lookBack,
            Envelope envelope,
            Timers timers,
            Clock clock,
            Vertx vertx) {
        return new WriteTitles(
                new WriteTitles.Tools(
                        config, providers, keys, publisher, lookBack, envelope, timers, clock),
                task -> vertx.runOnContext(_ -> task.run()));
    }
}
