package dev.holdfast.chat.catalog;

import dev.holdfast.chat.problem.Refusal;
import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.catalog.ProviderAdvertised;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each worker last said of each provider, and what follows from it: a provider is up where any
 * living worker says so. Workers speak every few seconds; one that was not heard for a while is
 * taken to be dead. Thread-safe.
 */
@ApplicationScoped
public class Catalog {
    /** Three words missed in a row, and some for the clocks. */
    static final Duration SILENT = Duration.ofSeconds(45);

    /** What was last heard longer ago is not even shown. */
    static final Duration FORGOTTEN = Duration.ofHours(1);

    private final Clock clock;

    /** By provider, then by worker. */
    private final Map<String, Map<String, Word>> words = new ConcurrentHashMap<>();

    /** Whether the topic was read to its end once; never false again. */
    private volatile boolean loaded;

    Catalog(Clock clock) {
        this.clock = clock;
    }

    /** As the healthiest of its workers says it; down where they are all silent. */
    public Optional<ProviderAdvertised> provider(String id) {
        return of(words.getOrDefault(id, Map.of()), clock.instant());
    }

    /** By title, the demo last. */
    public List<ProviderAdvertised> providers() {
        Instant now = clock.instant();
        return words.values().stream()
                .flatMap(byWorker -> of(byWorker, now).stream())
                .sorted(UsualModel.REAL_BEFORE_DEMO.thenComparing(ProviderAdvertised::title))
                .toList();
    }

    /** Nothing where the provider does not list it, which does not mean that it is not there. */
    public Optional<ModelOffer> model(ModelRef model) {
        return provider(model.provider()).stream()
                .flatMap(provider -> provider.models().stream())
                .filter(offer -> offer.name().equals(model.name()))
                .findFirst();
    }

    private static Optional<ProviderAdvertised> of(Map<String, Word> byWorker, Instant now) {
        return byWorker.values().stream()
                .filter(word -> word.at.plus(FORGOTTEN).isAfter(now))
                .max(Comparator.comparing((Word word) -> word.isUp(now)).thenComparing(Word::at))
                .map(word -> word.seenAt(now));
    }

    /** Until then a provider that is missing here may exist all the same. */
    public boolean isLoaded() {
        return loaded;
    }

    /** Throws a refusal that passes until it is loaded. */
    void requireLoaded() {
        if (!loaded) {
            throw new Refusal(
                    ProblemType.SERVICE_UNAVAILABLE
                            .because(
                                    "Which models there are is not known yet. Send the same again"
                                            + " in a moment, or name a model; nothing was stored.")
                            .retryAfter(1));
        }
    }

    /**
     * @param at when it was written
     */
    void put(ProviderAdvertised advertised, Instant at) {
        Map<String, Word> byWorker =
                words.computeIfAbsent(advertised.provider(), _ -> new ConcurrentHashMap<>());
        byWorker.put(Objects.requireNonNullElse(advertised.worker(), ""), new Word(advertised, at));
        Instant now = clock.instant();
        byWorker.values().removeIf(word -> !word.at.plus(FORGOTTEN).isAfter(now));
    }

    /** No worker's word of this provider stands any more. */
    void remove(String provider) {
        words.remove(provider);
    }

    void loaded() {
        loaded = true;
    }

    /** One worker's last word. */
    private record Word(ProviderAdvertised said, Instant at) {

        boolean isUp(Instant now) {
            return said.health() == ProviderAdvertised.Health.UP && at.plus(SILENT).isAfter(now);
        }

        ProviderAdvertised seenAt(Instant now) {
            return new ProviderAdvertised(
                    said.provider(),
                    said.title(),
                    said.access(),
                    isUp(now) ? ProviderAdvertised.Health.UP : ProviderAdvertised.Health.DOWN,
                    said.models(),
                    said.worker(),
                    said.at(),
                    said.takesKeys());
        }
    }
}
