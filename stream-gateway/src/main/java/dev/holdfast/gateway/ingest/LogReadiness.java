package dev.holdfast.gateway.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the broker answers, the log's topic is there, and the reading thread lives. */
@Readiness
@ApplicationScoped
public class LogReadiness implements HealthCheck {
    /** A few missed answers in a row; one alone is no reason to send nobody here. */
    static final Duration RECENTLY = Duration.ofSeconds(5);

    private final TopicWatch watch;
    private final KafkaPartitions partitions;

    public LogReadiness(TopicWatch watch, KafkaPartitions partitions) {
        this.watch = watch;
        this.partitions = partitions;
    }

    @Override
    public HealthCheckResponse call() {
        boolean seen = watch.seenWithin(RECENTLY);
        return HealthCheckResponse.named("log")
                .status(seen && partitions.isReading())
                .withData("topicSeen", seen)
                .withData("reading", partitions.isReading())
                .build();
    }
}
