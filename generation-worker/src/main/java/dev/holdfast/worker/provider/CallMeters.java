package dev.holdfast.worker.provider;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The figures of one provider, or of several that count as one: {@code holdfast.provider.calls} by
 * outcome (a problem's slug, {@code completed} or {@code cancelled}), {@code
 * holdfast.provider.first-token} and {@code holdfast.provider.running}. Safe for any thread.
 */
final class CallMeters {
    private final MeterRegistry meters;
    private final String provider;
    private final AtomicInteger running = new AtomicInteger();

    CallMeters(MeterRegistry meters, String provider) {
        this.meters = meters;
        this.provider = provider;
        meters.gauge("holdfast.provider.running", Tags.of("provider", provider), running);
    }

    void began() {
        running.incrementAndGet();
    }

    void spoke(Duration after) {
        meters.timer("holdfast.provider.first-token", "provider", provider).record(after);
    }

    void ended(String outcome) {
        running.decrementAndGet();
        meters.counter("holdfast.provider.calls", "provider", provider, "outcome", outcome)
                .increment();
    }
}
