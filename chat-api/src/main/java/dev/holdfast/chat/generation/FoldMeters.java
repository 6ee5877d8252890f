package dev.holdfast.chat.generation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** What of the log did not fit to the generations that there are. */
@ApplicationScoped
class FoldMeters {
    private final Counter strangers;
    private final Counter gaps;

    FoldMeters(MeterRegistry registry) {
        strangers = counter(registry, "strangers", "events of generations that are not known");
        gaps = counter(registry, "gaps", "holes in the log of a generation");
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder("holdfast.projection." + name)
                .description(description)
                .register(registry);
    }

    void folded(Fold.Result result) {
        gaps.increment(result.gaps());
        strangers.increment(result.strangers());
    }
}
