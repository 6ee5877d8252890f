package dev.holdfast.worker.health;

import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Threads;
import dev.holdfast.contracts.wire.Topic;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;

/** Looks now and then whether the broker answers and every topic is there. */
@ApplicationScoped
class BrokerWatch {
    private static final String CLIENT_ID = "broker-watch";
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final List<String> TOPICS =
            Arrays.stream(Topic.values()).map(Topic::topicName).toList();

    private final Admin admin;
    private volatile boolean complete;

    BrokerWatch(@Identifier("default-kafka-broker") Map<String, Object> kafka, Life life) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(AdminClientConfig.CLIENT_ID_CONFIG, CLIENT_ID);
        this.admin = Admin.create(config);
        Threads.named("kafka-admin-client-thread | " + CLIENT_ID).forEach(life::watchThread);
    }

    boolean isComplete() {
        return complete;
    }

    /** Never blocks; the answer comes on Kafka's thread. */
    void look() {
        admin.describeTopics(
                        TOPICS, new DescribeTopicsOptions().timeoutMs((int) PATIENCE.toMillis()))
                .allTopicNames()
                .toCompletionStage()
                .whenComplete((_, failure) -> complete = failure == null);
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ZERO);
    }
}
