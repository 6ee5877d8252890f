package dev.holdfast.chat.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.catalog.ProviderAdvertised;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.wire.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes what a worker would, when the test says so. */
public final class PlayedWorker implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final ObjectMapper json;

    public PlayedWorker(String bootstrapServers, ObjectMapper json) {
        this.json = json;
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "max.request.size",
                                Topic.MAX_RECORD_BYTES),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    /** The same models as of {@link Workers}, of whom the newest word counts. */
    public void advertise() {
        ProviderAdvertised demo =
                new ProviderAdvertised(
                        "demo",
                        "Demo",
                        ProviderAdvertised.Access.SERVER,
                        ProviderAdvertised.Health.UP,
                        List.of(
                                new ModelOffer("holdfast-demo", "Demo", List.of(), 8_000),
                                new ModelOffer(
                                        "plain",
                                        "Plain",
                                        List.of(),
                                        null,
                                        null,
                                        List.of("maxTokens"),
                                        null)),
                        "played",
                        Instant.now());
        send(Topic.MODEL_CATALOG, "demo", write(demo));
    }

    /** In the log when it returns. */
    public RecordMetadata say(String owner, LogEvent event) {
        return send(Topic.CONVERSATION_EVENTS, owner, write(event));
    }

    /** Any bytes at all, in the partition of this user. */
    public void garble(String owner, String value) {
        send(Topic.CONVERSATION_EVENTS, owner, value.getBytes(StandardCharsets.UTF_8));
    }

    private RecordMetadata send(Topic topic, @Nullable String key, byte[] value) {
        try {
            return producer.send(new ProducerRecord<>(topic.topicName(), key, value))
                    .get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private byte[] write(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException aRecordOfTheContract) {
            throw new IllegalArgumentException(aRecordOfTheContract);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
