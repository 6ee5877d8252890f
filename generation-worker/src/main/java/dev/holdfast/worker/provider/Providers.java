package dev.holdfast.worker.provider;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** What this worker serves, each with every promise that {@link Provider} makes. */
public final class Providers {
    private final Map<String, Provider> byId = new LinkedHashMap<>();

    public Providers(Collection<Provider> providers) {
        providers.forEach(provider -> byId.put(provider.profile().id(), provider));
    }

    /** Around each plain provider: guarded, watched, tried again, measured. */
    public static Providers decorated(
            List<Provider> plain,
            CallConfig config,
            Timers timers,
            Clock clock,
            ProviderHealth health,
            MeterRegistry meters) {
        return new Providers(
                plain.stream()
                        .map(each -> (Provider) new GuardedProvider(each, config, timers, clock))
                        .map(each -> new WatchedProvider(each, health))
                        .map(each ->
                                new RetryingProvider(
                                        each,
                                        config.retry(),
                                        timers,
                                        clock,
                                        () -> ThreadLocalRandom.current().nextLong()))
                        .map(each -> (Provider) new MeteredProvider(each, meters, clock))
                        .toList());
    }

    public Optional<Provider> named(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Collection<Provider> all() {
        return List.copyOf(byId.values());
    }
}
