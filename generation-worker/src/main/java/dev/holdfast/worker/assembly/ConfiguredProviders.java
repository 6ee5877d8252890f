package dev.holdfast.worker.assembly;

import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Vital;
import dev.holdfast.edge.life.LifeConfig;
import dev.holdfast.worker.keys.SealedKeys;
import dev.holdfast.worker.provider.Timers;
import dev.holdfast.worker.provider.entry.EntryConfig;
import dev.holdfast.worker.provider.entry.ProvidersFile;
import dev.holdfast.worker.provider.entry.Served;
import dev.holdfast.worker.provider.entry.WireName;
import dev.holdfast.worker.provider.wire.StreamTransport;
import dev.holdfast.worker.provider.wire.TransportConfig;
import dev.holdfast.worker.provider.wire.VendorProvider;
import dev.holdfast.worker.provider.wire.WayOut;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * The providers of the operator's file. Their own lists of models are read at the start and now and
 * then, so that a model that appears there is offered without a restart.
 */
@Singleton
class ConfiguredProviders {
    private static final Duration BETWEEN_LISTS = Duration.ofMinutes(10);

    private final List<VendorProvider> providers;
    private final Set<WireName> wires;
    private final Vertx vertx;

    /**
     * @throws ConfigurationException with one sentence, which is all that is printed of it
     */
    ConfiguredProviders(
            EntryConfig entries,
            TransportConfig transport,
            SealedKeys keys,
            Config environment,
            Vertx vertx,
            Timers timers,
            Clock clock,
            WayOut out) {
        StreamTransport shared = new StreamTransport(vertx, transport, clock, out);
        this.vertx = vertx;
        try {
            List<Served> served =
                    entries.file()
                            .map(ProvidersFile::read)
                            .orElseGet(ProvidersFile::shipped)
                            .served(
                                    name -> environment.getOptionalValue(name, String.class),
                                    keys.opens());
            this.wires = served.stream().map(Served::wire).collect(Collectors.toUnmodifiableSet());
            this.providers =
                    served.stream()
                            .map(each ->
                                    new VendorProvider(each, Dialects.of(each), shared, timers))
                            .toList();
        } catch (ProvidersFile.WrongFile wrong) {
            throw new ConfigurationException(wrong.getMessage());
        }
    }

    List<VendorProvider> all() {
        return providers;
    }

    /** Those that any of them speaks. */
    Set<WireName> wires() {
        return wires;
    }

    void begin(@Observes StartupEvent event, Life life, LifeConfig limits) {
        readLists();
        Vital lists = life.vital("lists of models", BETWEEN_LISTS.plus(limits.lateness()));
        vertx.setPeriodic(BETWEEN_LISTS.toMillis(), _ -> lists.turn(this::readLists));
    }

    private void readLists() {
        providers.forEach(VendorProvider::readList);
    }
}
