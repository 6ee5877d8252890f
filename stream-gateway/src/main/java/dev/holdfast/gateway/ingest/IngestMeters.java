package dev.holdfast.gateway.ingest;

import dev.holdfast.gateway.replay.Tails;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** What is counted of the reading of the log. */
@Singleton
public final class IngestMeters {
    private final Counter records;
    private final Counter unreadable;
    private final Counter archivedBytes;

    public IngestMeters(MeterRegistry registry, Tails tails) {
        records =
                Counter.builder("holdfast.ingest.records")
                        .description("Records read into the tails")
                        .register(registry);
        unreadable =
                Counter.builder("holdfast.ingest.unreadable")
                        .description("Records that could not be read and were left out")
                        .register(registry);
        archivedBytes =
                Counter.builder("holdfast.archive.scanned")
                        .baseUnit("bytes")
                        .description("Bytes of older records looked through for readers")
                        .register(registry);
        Gauge.builder("holdfast.tail.size", tails, Tails::bytes)
                .baseUnit("bytes")
                .description("Heap that the tails of all partitions hold, roughly")
                .register(registry);
        FunctionCounter.builder("holdfast.tail.evicted", tails, Tails::evicted)
                .description("Events that left the tails to keep to the budget")
                .register(registry);
    }

    void read(int count) {
        records.increment(count);
    }

    void unreadable() {
        unreadable.increment();
    }

    void scanned(long bytes) {
        archivedBytes.increment((double) bytes);
    }
}
