package dev.holdfast.chaos.check;

import dev.holdfast.client.Json;
import dev.holdfast.contracts.wire.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The whole log as it lies in Kafka, each user's records in their order. */
final class LogBook {
    private LogBook() {}

    static Map<String, List<Entry>> read(String bootstrapServers) {
        Map<String, List<Entry>> users = new LinkedHashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topic.Names.CONVERSATION_EVENTS).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream()
                    .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> {
                            Entry entry = entry(record);
                            users.computeIfAbsent(entry.user(), _ -> new ArrayList<>()).add(entry);
                        });
            }
        }
        return users;
    }

    private static Entry entry(ConsumerRecord<byte[], byte[]> record) {
        return new Entry(
                new String(record.key(), StandardCharsets.UTF_8),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                Json.read(new String(record.value(), StandardCharsets.UTF_8)));
    }
}
