package dev.holdfast.worker.assembly;

import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Vital;
import dev.holdfast.edge.life.LifeConfig;
import dev.holdfast.edge.outbound.Proxies;
import dev.holdfast.edge.outbound.Trust;
import dev.holdfast.worker.keys.KeyConfig;
import dev.holdfast.worker.keys.SealedKeys;
import dev.holdfast.worker.provider.CallConfig;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderHealth;
import dev.holdfast.worker.provider.Providers;
import dev.holdfast.worker.provider.SharedContext;
import dev.holdfast.worker.provider.Timers;
import dev.holdfast.worker.provider.demo.DemoProvider;
import dev.holdfast.worker.provider.wire.WayOut;
import dev.holdfast.worker.publish.WorkerId;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

class Assembly {
    private static final int RANDOM_LETTERS = 8;

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    WorkerId workerId(WorkerConfig config) {
        return new WorkerId(config.id().orElseGet(Assembly::madeUpId));
    }

    @Produces
    @Singleton
    WayOut wayOut(Proxies proxies, Trust trust) {
        return new WayOut(proxies, trust);
    }

    @Produces
    @Singleton
    SealedKeys sealedKeys(KeyConfig config, Vertx vertx, Life life, LifeConfig limits) {
        SealedKeys keys = config.privateKeyset().map(SealedKeys::of).orElseGet(SealedKeys::none);
        Vital looks = life.vital("keyset", config.readAgainEvery().plus(limits.lateness()));
        vertx.setPeriodic(
                config.readAgainEvery().toMillis(),
                _ ->
                        looks.turn(() ->
                                vertx.executeBlocking(keys::readAnew).onFailure(looks::failed)));
        return keys;
    }

    @Produces
    @Singleton
    Providers providers(
            WorkerConfig worker,
            CallConfig calls,
            Timers timers,
            Clock clock,
            ProviderHealth health,
            MeterRegistry meters,
            ConfiguredProviders configured) {
        List<Provider> plain = new ArrayList<>(configured.all());
        if (worker.demo()) {
            plain.add(new DemoProvider(timers));
        }
        return Providers.decorated(plain, calls, timers, clock, health, meters);
    }

    @Produces
    @Singleton
    SharedContext sharedContext(Vertx vertx) {
        return task -> vertx.runOnContext(_ -> task.run());
    }

    private static String madeUpId() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            host = "worker";
        }
        return host + '-' + UUID.randomUUID().toString().substring(0, RANDOM_LETTERS);
    }
}
