package dev.holdfast.worker.provider;

import dev.holdfast.contracts.catalog.ProviderAdvertised.Health;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * How the providers do, judged by the calls that are made anyway. Down after three failures in a
 * row of the provider's own; up again at the first success, or after half a minute without news:
 * were it not, nobody would call a provider that is said to be down, and it would stay so. Safe for
 * any thread.
 */
@ApplicationScoped
public class ProviderHealth {
    private static final int FAILURES_IN_A_ROW = 3;
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<Consumer<String>> watchers = new CopyOnWriteArrayList<>();
    private final Clock clock;

    public ProviderHealth(Clock clock) {
        this.clock = clock;
    }

    public Health of(String provider) {
        Trouble trouble = troubles.get(provider);
        return trouble != null && trouble.isDownAt(clock.instant()) ? Health.DOWN : Health.UP;
    }

    /** {@code watcher} hears the id of each provider whose health has just changed. */
    public void onChange(Consumer<String> watcher) {
        watchers.add(watcher);
    }

    void succeeded(String provider) {
        Trouble before = troubles.remove(provider);
        if (before != null && before.isDownAt(clock.instant())) {
            tell(provider);
        }
    }

    void failed(String provider) {
        Trouble now =
                troubles.merge(
                        provider,
                        new Trouble(1, clock.instant()),
                        (before, last) -> new Trouble(before.failures + 1, last.last));
        if (now.failures == FAILURES_IN_A_ROW) {
            tell(provider);
        }
    }

    private void tell(String provider) {
        watchers.forEach(watcher -> watcher.accept(provider));
    }

    private record Trouble(int failures, Instant last) {
        boolean isDownAt(Instant now) {
            return failures >= FAILURES_IN_A_ROW && now.isBefore(last.plus(REMEMBERED));
        }
    }
}
