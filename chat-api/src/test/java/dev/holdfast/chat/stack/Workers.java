package dev.holdfast.chat.stack;

import dev.holdfast.contracts.catalog.ProviderAdvertised;
import dev.holdfast.contracts.wire.Headers;
import dev.holdfast.contracts.wire.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says what workers say, without running anything. */
final class Workers {
    private Workers() {}

    /** {@code demo} for everybody, {@code own} for those who bring a key. */
    static void advertise(String bootstrapServers) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(provider("demo", "server")).get(30, TimeUnit.SECONDS);
            producer.send(provider("own", "own-key")).get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException notSent) {
            throw new IllegalStateException(notSent);
        }
    }

    private static ProducerRecord<String, String> provider(String id, String access) {
        ProducerRecord<String, String> advertised =
                new ProducerRecord<>(
                        Topic.MODEL_CATALOG.topicName(),
                        id,
                        """
                        {"type": "provider.advertised", "provider": "%s", "title": "%s",
                         "access": "%s", "health": "up", "worker": "test",
                         "models": [{"name": "holdfast-demo", "title": "Demo"},
                                    {"name": "plain", "title": "Plain", "options": ["maxTokens"]}],
                         "at": "2026-11-22T11:17:25Z"}\
                        """
                                .formatted(id, id, access));
        advertised
                .headers()
                .add(Headers.TYPE, ProviderAdvertised.TYPE.getBytes(StandardCharsets.UTF_8));
        return advertised;
    }
}
