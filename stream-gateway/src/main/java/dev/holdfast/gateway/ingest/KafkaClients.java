package dev.holdfast.gateway.ingest;

import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Threads;
import dev.holdfast.contracts.wire.Topic;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Makes clients that reach the broker as {@code kafka.*} in the configuration says, with the
 * settings that this service depends on. Thread-safe.
 */
@Singleton
public final class KafkaClients {
    private static final String ADMIN_ID = "stream-gateway-admin";

    private final Map<String, Object> kafka;
    private final IngestConfig config;
    private final Life life;

    /**
     * @param kafka every {@code kafka.*}, so that whatever a broker asks of its clients, such as
     *     TLS or SASL, can be set
     */
    public KafkaClients(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            IngestConfig config,
            Life life) {
        this.kafka = kafka;
        this.config = config;
        this.life = life;
    }

    /** Groupless: whoever uses it assigns partitions and keeps positions itself. */
    Consumer<byte[], byte[]> consumer(String name) {
        Map<String, Object> settings = connection();
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
        Map<String, Object> settings = connection();
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, ADMIN_ID);
        settings.put(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) config.requestTimeout().toMillis());
        settings.put(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) config.requestTimeout().toMillis());
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        Admin admin = Admin.create(settings);
        Threads.named("kafka-admin-client-thread | " + ADMIN_ID).forEach(life::watchThread);
        return admin;
    }

    private Map<String, Object> connection() {
        Map<String, Object> settings = new HashMap<>(kafka);
        // Quarkus names the application here; these clients are in no group.
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return settings;
    }
}
