package dev.holdfast.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contracts.wire.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the services say to each other, read beside them on a thread of its own: when each record
 * was handed to a producer, and when a reader could see it.
 */
final class Trail implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<Topic> TOPICS =
            List.of(Topic.CONVERSATION_EVENTS, Topic.GENERATION_CONTROL, Topic.GENERATION_REQUESTS);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Step> steps = new ArrayList<>();
    private volatile boolean closing;

    /**
     * @param written as its producer says, in microseconds since the epoch, to the millisecond
     * @param seen when it came to the reader here, in microseconds since the epoch
     */
    record Step(Topic topic, String type, JsonNode body, long written, long seen) {

        boolean is(String wanted, UUID generation) {
            return type.equals(wanted)
                    && body.path("generationId").asText().equals(generation.toString());
        }

        int attempt() {
            return body.path("attempt").asInt();
        }
    }

    private Trail(String bootstrapServers) {
        this.consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "max.partition.fetch.bytes",
                                Topic.MAX_RECORD_BYTES,
                                "enable.auto.commit",
                                false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : TOPICS) {
            for (int number = 0; number < topic.partitions(); number++) {
                partitions.add(new TopicPartition(topic.topicName(), number));
            }
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // seekToEnd is lazy; the position is not.
        partitions.forEach(consumer::position);
    }

    static Trail follow(String bootstrapServers) {
        Trail trail = new Trail(bootstrapServers);
        Thread.ofPlatform().name("trail").daemon().start(trail::read);
        return trail;
    }

    private void read() {
        while (!closing) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                take(record, Micros.now());
            }
        }
        consumer.close();
    }

    private synchronized void take(ConsumerRecord<byte[], byte[]> record, long seen) {
        try {
            JsonNode body = JSON.readTree(record.value());
            steps.add(
                    new Step(
                            topic(record.topic()),
                            body.path("type").asText(),
                            body,
                            record.timestamp() * 1_000,
                            seen));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        notifyAll();
    }

    private static Topic topic(String name) {
        return TOPICS.stream()
                .filter(topic -> topic.topicName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The first of this kind, now or once it comes. */
    synchronized Step await(String what, Predicate<Step> kind) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<Step> found = steps.stream().filter(kind).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            long left = until - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException(what + " did not come");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** The last of this kind so far. */
    synchronized Optional<Step> last(Predicate<Step> kind) {
        return steps.reversed().stream().filter(kind).findFirst();
    }

    /** What was seen so far is no longer wanted. */
    synchronized void forget() {
        steps.clear();
    }

    /** The reader ends within its poll. */
    @Override
    public void close() {
        closing = true;
    }
}
