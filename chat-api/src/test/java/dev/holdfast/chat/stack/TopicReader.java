package dev.holdfast.chat.stack;

import dev.holdfast.contracts.wire.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what lies in a topic now, from its beginning. */
public final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(100);

    private TopicReader() {}

    public static List<ConsumerRecord<String, String>> read(String bootstrapServers, Topic topic) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "fetch.max.bytes",
                                Topic.MAX_RECORD_BYTES),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic.topicName()).stream()
                            .map(TopicReader::partition)
                            .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, String>> read = new ArrayList<>();
            while (!reached(consumer, ends)) {
                consumer.poll(POLL).forEach(read::add);
            }
            return read;
        }
    }

    /** The {@code ce_type} of each record with this key, in order. */
    public static List<String> typesOf(String bootstrapServers, Topic topic, String key) {
        return read(bootstrapServers, topic).stream()
                .filter(record -> Objects.equals(record.key(), key))
                .map(record ->
                        new String(
                                record.headers().lastHeader("ce_type").value(),
                                StandardCharsets.UTF_8))
                .toList();
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }

    private static boolean reached(
            KafkaConsumer<String, String> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
