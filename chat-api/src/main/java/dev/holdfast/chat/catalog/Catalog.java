package dev.holdfast.chat.catalog;

import dev.holdfast.contracts.catalog.ProviderAdvertised;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The newest word on each provider. Thread-safe. */
@ApplicationScoped
public class Catalog {
    private final Map<String, ProviderAdvertised> providers = new ConcurrentHashMap<>();

    /** Whether the topic was read to its end once; never false again. */
    private volatile boolean loaded;

    public Optional<ProviderAdvertised> provider(String id) {
        return Optional.ofNullable(providers.get(id));
    }

    /** By title. */
    public List<ProviderAdvertised> providers() {
        return providers.values().stream()
                .sorted(Comparator.comparing(ProviderAdvertised::title))
                .toList();
    }

    /** Until then a provider that is missing here may exist all the same. */
    public boolean isLoaded() {
        return loaded;
    }

    void put(ProviderAdvertised advertised) {
        providers.put(advertised.provider(), advertised);
    }

    void remove(String provider) {
        providers.remove(provider);
    }

    void loaded() {
        loaded = true;
    }
}
