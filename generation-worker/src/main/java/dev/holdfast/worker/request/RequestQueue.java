package dev.holdfast.worker.request;

import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.worker.run.RunConfig;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Opens the queue: the settings of its share group and of a consumer of it. */
@ApplicationScoped
class RequestQueue {
    static final String GROUP = "generation-workers";

    /**
     * The group's own settings, kept by the broker. From the earliest record on: requests that were
     * accepted before the first worker ever ran must be worked on (Kafka's default is the latest).
     * The lock need only outlast a claim; a worker that freezes in one gives it back after this.
     */
    private static final Map<String, String> GROUP_SETTINGS =
            Map.of(
                    "share.auto.offset.reset", "earliest",
                    "share.record.lock.duration.ms", "30000",
                    "share.delivery.count.limit", "10");

    /** With few, several workers share a small burst evenly. */
    private static final int MOST_AT_ONCE = 8;

    private final Map<String, Object> kafka;
    private final RunConfig runs;

    RequestQueue(@Identifier("default-kafka-broker") Map<String, Object> kafka, RunConfig runs) {
        this.kafka = Map.copyOf(kafka);
        this.runs = runs;
    }

    /**
     * How many requests a worker takes at once: a small part of what it may run, as it waits for so
     * much room.
     */
    int atOnce() {
        return Math.clamp(runs.capacity() / 32, 1, MOST_AT_ONCE);
    }

    /** Fails while the broker is away or topics are missing: to be tried again. */
    void prepare() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(kafka)) {
            admin.describeTopics(Arrays.stream(Topic.values()).map(Topic::topicName).toList())
                    .allTopicNames()
                    .get();
            Collection<AlterConfigOp> settings =
                    GROUP_SETTINGS.entrySet().stream()
                            .map(each ->
                                    new AlterConfigOp(
                                            new ConfigEntry(each.getKey(), each.getValue()),
                                            AlterConfigOp.OpType.SET))
                            .toList();
            admin.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.GROUP, GROUP), settings))
                    .all()
                    .get();
        }
    }

    ShareConsumer<byte @Nullable [], byte @Nullable []> open() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        config.put("share.acknowledgement.mode", "explicit");
        // Strictly no more: a record that lies here unclaimed is one that another worker could
        // begin.
        config.put("share.acquire.mode", "record_limit");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, atOnce());
        // A worker that is full does not poll, for as long as its answers take.
        config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Topic.MAX_RECORD_BYTES);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        KafkaShareConsumer<byte @Nullable [], byte @Nullable []> consumer =
                new KafkaShareConsumer<>(config, bytes, bytes);
        consumer.subscribe(List.of(Topic.GENERATION_REQUESTS.topicName()));
        return consumer;
    }
}
