package dev.holdfast.gateway.ingest;

import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Threads;
import dev.holdfast.contracts.wire.Topic;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes clients of one broker, with the settings that this service depends on. */
@Singleton
public final class KafkaClients {
    private static final String ADMIN_ID = "stream-gateway-admin";

    private final IngestConfig config;
    private final Life life;

    public KafkaClients(IngestConfig config, Life life) {
        this.life = life;
        this.config = config;
    }

    /** Groupless: whoever uses it assigns partitions and keeps positions itself. */
    Consumer<byte[], byte[]> consumer(String name) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "stream-gateway-" + name);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A position that is not in the log is said, never moved silently.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // One record is enough to answer: the delay of a record is what this service is about.
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) config.fetchWait().toMillis());
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Topic.MAX_RECORD_BYTES);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1024 * 1024);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
        settings.put(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) config.requestTimeout().toMillis());
        settings.put(
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) config.requestTimeout().toMillis());
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Admin admin() {
        Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                config.bootstrapServers(),
                                AdminClientConfig.CLIENT_ID_CONFIG,
                                ADMIN_ID,
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                (int) config.requestTimeout().toMillis(),
                                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                (int) config.requestTimeout().toMillis(),
                                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                                500));
        Threads.named("kafka-admin-client-thread | " + ADMIN_ID).forEach(life::watchThread);
        return admin;
    }
}
