package dev.holdfast.worker.claim;

import dev.holdfast.contracts.log.Position;
import dev.holdfast.contracts.request.Known;
import dev.holdfast.contracts.wire.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The log through a consumer to which all of its partitions are assigned, and which reads those
 * that it was told to. Confined to one thread; fails while the broker is away.
 */
final class OpenLog {
    private static final String TOPIC = Topic.CONVERSATION_EVENTS.topicName();

    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Integer> partitions;
    private UUID id;

    /** Where the partitions that are being read stand. */
    private final Map<Integer, Long> reading = new HashMap<>();

    private OpenLog(
            Admin admin,
            KafkaConsumer<byte[], byte[]> consumer,
            UUID id,
            List<Integer> partitions) {
        this.admin = admin;
        this.consumer = consumer;
        this.id = id;
        this.partitions = partitions;
    }

    static OpenLog of(Admin admin, KafkaConsumer<byte[], byte[]> consumer)
            throws ExecutionException, InterruptedException {
        TopicDescription topic = describe(admin);
        List<Integer> partitions =
                topic.partitions().stream().map(each -> each.partition()).toList();
        List<TopicPartition> all = partitions.stream().map(OpenLog::named).toList();
        consumer.assign(all);
        // Any offset: without one the consumer would ask where to begin, in vain.
        all.forEach(each -> consumer.seek(each, 0));
        consumer.pause(all);
        return new OpenLog(admin, consumer, id(topic), partitions);
    }

    private static TopicDescription describe(Admin admin)
            throws ExecutionException, InterruptedException {
        return Objects.requireNonNull(
                admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC));
    }

    private static UUID id(TopicDescription topic) {
        Uuid id = topic.topicId();
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    List<Integer> partitions() {
        return partitions;
    }

    /**
     * The topic's id. Asks for it anew where somebody knows of another one: the log may have been
     * deleted and made again meanwhile.
     */
    UUID idFor(@Nullable Known known) throws ExecutionException, InterruptedException {
        return known == null ? id : idFor(known.logPosition());
    }

    private UUID idFor(Position known) throws ExecutionException, InterruptedException {
        if (!known.topicId().equals(id)) {
            id = id(describe(admin));
        }
        return id;
    }

    /** Whether it is a position of this log. */
    boolean has(Position position) throws ExecutionException, InterruptedException {
        return partitions.contains(position.partition())
                && position.topicId().equals(idFor(position));
    }

    void readFrom(int partition, long offset) {
        if (!Objects.equals(reading.put(partition, offset), offset)) {
            consumer.seek(named(partition), offset);
        }
        consumer.resume(List.of(named(partition)));
    }

    void rest(int partition) {
        if (reading.remove(partition) != null) {
            consumer.pause(List.of(named(partition)));
        }
    }

    /** Throws what {@link KafkaConsumer#poll} throws, and has given nothing then. */
    ConsumerRecords<byte[], byte[]> poll(Duration patience) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(patience);
        polled.nextOffsets()
                .forEach((partition, next) -> reading.put(partition.partition(), next.offset()));
        return polled;
    }

    /** Where the partitions that are being read stand, by partition. */
    Map<Integer, Long> positions() {
        return Map.copyOf(reading);
    }

    long beginning(int partition) {
        TopicPartition of = named(partition);
        return Objects.requireNonNull(consumer.beginningOffsets(List.of(of)).get(of));
    }

    long end(int partition) {
        TopicPartition of = named(partition);
        return Objects.requireNonNull(consumer.endOffsets(List.of(of)).get(of));
    }

    private static TopicPartition named(int partition) {
        return new TopicPartition(TOPIC, partition);
    }
}
