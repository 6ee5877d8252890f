package dev.holdfast.chat.supervision;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** What can be seen of the supervision from outside. */
@ApplicationScoped
class SupervisionMeters {
    private final Counter askedAgain;
    private final Counter stopped;
    private final Counter failed;
    private volatile long lag;
    private volatile int judged;

    SupervisionMeters(MeterRegistry registry) {
        askedAgain = counter(registry, "takeovers", "attempts asked for after the first");
        stopped = counter(registry, "stopped", "generations stopped in their worker's place");
        failed = counter(registry, "given.up", "generations that could not go on");
        Gauge.builder("holdfast.projection.lag", () -> lag)
                .description("records of this instance's partitions that are not stored yet")
                .register(registry);
        Gauge.builder("holdfast.generation.judged", () -> judged)
                .description("partitions of the log in which silence is judged now")
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder("holdfast.generation." + name)
                .description(description)
                .register(registry);
    }

    void looked(Map<Integer, Long> ends, Map<Integer, Long> projected, int judgedPartitions) {
        long behind = 0;
        for (Map.Entry<Integer, Long> entry : projected.entrySet()) {
            Long end = ends.get(entry.getKey());
            behind += end == null ? 0 : Math.max(0, end - entry.getValue());
        }
        lag = behind;
        judged = judgedPartitions;
    }

    void askedAgain() {
        askedAgain.increment();
    }

    void stopped() {
        stopped.increment();
    }

    void failed() {
        failed.increment();
    }
}
