package dev.holdfast.worker.assembly;

import dev.holdfast.worker.provider.CallConfig;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderHealth;
import dev.holdfast.worker.provider.Providers;
import dev.holdfast.worker.provider.Timers;
import dev.holdfast.worker.provider.entry.ProviderEntry;
import dev.holdfast.worker.provider.entry.Served;
import dev.holdfast.worker.provider.entry.WireName;
import dev.holdfast.worker.provider.wire.StreamTransport;
import dev.holdfast.worker.provider.wire.TransportConfig;
import dev.holdfast.worker.provider.wire.VendorProvider;
import dev.holdfast.worker.rehearsal.LoopbackProvider;
import dev.holdfast.worker.rehearsal.Wires;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The wires of the operator's file, and that of users' own endpoints. */
@Singleton
class SpokenWires implements Wires {
    private final ConfiguredProviders configured;
    private final TransportConfig transport;
    private final CallConfig calls;
    private final Timers timers;
    private final Clock clock;
    private final Vertx vertx;

    SpokenWires(
            ConfiguredProviders configured,
            TransportConfig transport,
            CallConfig calls,
            Timers timers,
            Clock clock,
            Vertx vertx) {
        this.configured = configured;
        this.transport = transport;
        this.calls = calls;
        this.timers = timers;
        this.clock = clock;
        this.vertx = vertx;
    }

    @Override
    public Map<WireName, Provider> spokenWith(String address) {
        // A client of its own, whose connections are not those of real calls.
        StreamTransport client = new StreamTransport(vertx, transport, clock);
        Map<WireName, Provider> spoken = new EnumMap<>(WireName.class);
        spoken.put(WireName.OPENAI_CHAT, speaking(WireName.OPENAI_CHAT, address, client));
        configured.wires().forEach(wire -> spoken.put(wire, speaking(wire, address, client)));
        return spoken;
    }

    private Provider speaking(WireName wire, String address, StreamTransport client) {
        Served served = new Served(entry(wire, address), null, null);
        return Providers.decorated(
                        List.of(new VendorProvider(served, Dialects.of(served), client, timers)),
                        calls,
                        timers,
                        clock,
                        new ProviderHealth(clock),
                        new SimpleMeterRegistry())
                .named(served.id())
                .orElseThrow();
    }

    private static ProviderEntry entry(WireName wire, String address) {
        return new ProviderEntry(
                "rehearsal",
                "Rehearsal",
                wire,
                address + LoopbackProvider.pathOf(wire),
                null,
                null,
                null,
                true,
                null,
                false,
                null,
                null,
                true,
                null,
                List.of(),
                null);
    }
}
