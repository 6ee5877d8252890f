package dev.holdfast.chat.topics;

import dev.holdfast.chat.recurring.Contexts;
import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Threads;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Makes clients that reach the broker as {@code kafka.*} in the configuration says, and puts
 * questions to it. Thread-safe.
 */
@ApplicationScoped
public class KafkaClients {
    private static final String ADMIN_ID = "chat-api-admin";

    private final Life life;
    private final Map<String, Object> settings;
    private final TopicsConfig config;

    /** Made at the first question: making it fails where the broker's name cannot be resolved. */
    private @Nullable Admin admin;

    KafkaClients(
            Life life,
            @Identifier("default-kafka-broker") Map<String, Object> settings,
            TopicsConfig config) {
        this.life = life;
        this.settings = settings;
        this.config = config;
    }

    public KafkaConsumer<String, byte[]> consumer(Map<String, Object> more) {
        return new KafkaConsumer<>(
                with(more), new StringDeserializer(), new ByteArrayDeserializer());
    }

    public KafkaProducer<String, byte[]> producer(Map<String, Object> more) {
        return new KafkaProducer<>(with(more), new StringSerializer(), new ByteArraySerializer());
    }

    /** The answer comes on the context of whoever asks. */
    public <T> Uni<T> ask(Function<Admin, KafkaFuture<T>> question) {
        return Contexts.stay(answer(question));
    }

    private <T> Uni<T> answer(Function<Admin, KafkaFuture<T>> question) {
        return Uni.createFrom()
                .item(this::admin)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(client ->
                        Uni.createFrom()
                                .completionStage(() -> question.apply(client).toCompletionStage()));
    }

    private synchronized Admin admin() {
        if (admin == null) {
            int millis = (int) config.timeout().toMillis();
            admin =
                    Admin.create(
                            with(
                                    Map.of(
                                            "client.id",
                                            ADMIN_ID,
                                            "default.api.timeout.ms",
                                            millis,
                                            "request.timeout.ms",
                                            millis)));
            Threads.named("kafka-admin-client-thread | " + ADMIN_ID).forEach(life::watchThread);
        }
        return admin;
    }

    private Map<String, Object> with(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(settings);
        // Quarkus names the application here; who is in no group would commit to that one.
        all.remove("group.id");
        all.putAll(more);
        return all;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
