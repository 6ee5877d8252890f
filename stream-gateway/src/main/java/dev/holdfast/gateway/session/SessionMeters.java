package dev.holdfast.gateway.session;

import dev.holdfast.gateway.replay.ResetReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What is counted of connections. Thread-safe. */
@Singleton
public final class SessionMeters {
    private final MeterRegistry registry;
    private final Clock clock;
    private final AtomicInteger connections = new AtomicInteger();
    private final Counter eventsMerged;
    private final DistributionSummary frameSize;
    private final Timer delay;

    public SessionMeters(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        Gauge.builder("holdfast.stream.connections", connections, AtomicInteger::get)
                .description("Open connections")
                .register(registry);
        eventsMerged =
                Counter.builder("holdfast.stream.events")
                        .description("Events delivered, after merging")
                        .register(registry);
        frameSize =
                DistributionSummary.builder("holdfast.stream.frame.size")
                        .baseUnit("chars")
                        .description("UTF-16 code units per frame that was taken")
                        .register(registry);
        delay =
                Timer.builder("holdfast.stream.delay")
                        .description("From the newest record's timestamp until it was taken")
                        .publishPercentiles(0.5, 0.99)
                        .register(registry);
    }

    void opened() {
        connections.incrementAndGet();
    }

    void closed() {
        connections.decrementAndGet();
    }

    void closing(CloseCode code) {
        registry.counter("holdfast.stream.closes", "reason", code.reason()).increment();
    }

    void taken(Frame frame, int size) {
        frameSize.record(size);
        registry.counter("holdfast.stream.frames", "type", frame.type()).increment();
        if (frame instanceof Frame.Events events) {
            eventsMerged.increment(events.count());
            delay.record(Duration.ofMillis(Math.max(0, clock.millis() - events.newestAt())));
        }
    }

    void reset(ResetReason reason) {
        registry.counter("holdfast.stream.resets", "reason", reason.slug()).increment();
    }

    /** Where the events of a batch came from. */
    void replayed(Source source) {
        registry.counter("holdfast.stream.replays", "source", source.word).increment();
    }

    /** Where a batch comes from. */
    enum Source {
        MEMORY("memory"),
        KAFKA("kafka");

        private final String word;

        Source(String word) {
            this.word = word;
        }
    }
}
