package dev.holdfast.worker.catalog;

import dev.holdfast.contracts.catalog.ProviderAdvertised;
import dev.holdfast.contracts.catalog.ProviderAdvertised.Health;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderHealth;
import dev.holdfast.worker.provider.ProviderProfile;
import dev.holdfast.worker.provider.Providers;
import dev.holdfast.worker.publish.Envelope;
import dev.holdfast.worker.publish.Publisher;
import dev.holdfast.worker.publish.WorkerId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes a word per provider to the catalogue: at the start, when a provider's health or what it
 * offers changes, and now and then, so that readers can tell an offer that stands from one whose
 * workers are gone. Safe for any thread.
 */
@ApplicationScoped
public class AdvertiseProviders {
    private final Providers providers;
    private final ProviderHealth health;
    private final Publisher publisher;
    private final Envelope envelope;
    private final WorkerId worker;
    private final Clock clock;

    /** Providers whose word is on its way: while the broker is away, words do not pile up. */
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /** By provider, what was said last. */
    private final Map<String, ProviderProfile> said = new ConcurrentHashMap<>();

    private volatile boolean leaving;

    AdvertiseProviders(
            Providers providers,
            ProviderHealth health,
            Publisher publisher,
            Envelope envelope,
            WorkerId worker,
            Clock clock) {
        this.providers = providers;
        this.health = health;
        this.publisher = publisher;
        this.envelope = envelope;
        this.worker = worker;
        this.clock = clock;
        health.onChange(id -> providers.named(id).ifPresent(this::advertise));
    }

    public void all() {
        providers.all().forEach(this::advertise);
    }

    /** Those that offer something else than was said last, such as a list that was read since. */
    public void changed() {
        providers.all().stream()
                .filter(each -> !each.profile().equals(said.get(each.profile().id())))
                .forEach(this::advertise);
    }

    /** This worker takes no more: from now on each word says that it serves nothing. */
    public void leave() {
        leaving = true;
        all();
    }

    private void advertise(Provider provider) {
        ProviderProfile profile = provider.profile();
        if (leaving || underWay.add(profile.id())) {
            boolean handedOver = false;
            try {
                publisher
                        .publish(envelope.of(offer(profile)))
                        .whenComplete((_, _) -> underWay.remove(profile.id()));
                said.put(profile.id(), profile);
                handedOver = true;
            } finally {
                // A word that could not even be sent must not hold back all that follow.
                if (!handedOver) {
                    underWay.remove(profile.id());
                }
            }
        }
    }

    private ProviderAdvertised offer(ProviderProfile profile) {
        return new ProviderAdvertised(
                profile.id(),
                profile.title(),
                profile.access(),
                leaving ? Health.DOWN : health.of(profile.id()),
                profile.models(),
                worker.value(),
                clock.instant(),
                profile.takesKeys());
    }
}
