package dev.holdfast.chat.projection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** What can be seen of the projection from outside. */
@ApplicationScoped
class ProjectionMeters {
    private final Counter batches;
    private final Counter unreadable;
    private final Counter refused;
    private final Counter stale;

    ProjectionMeters(MeterRegistry registry, Projected projected) {
        batches = counter(registry, "batches", "transactions that stored a batch");
        unreadable = counter(registry, "unreadable", "records that could not be read");
        refused = counter(registry, "refused", "records that the database does not take");
        stale = counter(registry, "stale", "batches that another instance had stored already");
        Gauge.builder("holdfast.projection.partitions", () -> projected.offsets().size())
                .description("partitions of the log that this instance projects")
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder("holdfast.projection." + name)
                .description(description)
                .register(registry);
    }

    void stored() {
        batches.increment();
    }

    void unreadable() {
        unreadable.increment();
    }

    void refused() {
        refused.increment();
    }

    void stale() {
        stale.increment();
    }
}
