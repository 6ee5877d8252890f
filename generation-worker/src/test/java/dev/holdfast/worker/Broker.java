package dev.holdfast.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.contracts.control.ControlNotice;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.request.EndpointCheckRequested;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.KeyCheckRequested;
import dev.holdfast.contracts.request.TitleRequested;
import dev.holdfast.contracts.wire.Headers;
import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.stack.KafkaBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka as the services around the worker see it: asks for generations, reads the log. */
final class Broker implements AutoCloseable {
    static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private final KafkaBroker kafka;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    private Broker(KafkaBroker kafka) {
        this.kafka = kafka;
        makeTopics();
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "linger.ms",
                        0,
                        "delivery.timeout.ms",
                        Integer.MAX_VALUE,
                        "max.request.size",
                        Topic.MAX_RECORD_BYTES,
                        "max.partition.fetch.bytes",
                        Topic.MAX_RECORD_BYTES,
                        "reconnect.backoff.max.ms",
                        500,
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false);
        this.producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                Arrays.stream(Topic.values())
                        .flatMap(topic ->
                                java.util.stream.IntStream.range(0, partitionsOf(topic))
                                        .mapToObj(each ->
                                                new TopicPartition(topic.topicName(), each)))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    static Broker start(Path data) {
        return new Broker(KafkaBroker.start(data));
    }

    KafkaBroker kafka() {
        return kafka;
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /**
     * One for the queue. With more, Kafka deals the partitions out among the workers, and those of
     * a killed one are served by nobody until its session ends (45 s at least by the broker's
     * default).
     */
    private static int partitionsOf(Topic topic) {
        return topic == Topic.GENERATION_REQUESTS ? 1 : topic.partitions();
    }

    private void makeTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(
                            Arrays.stream(Topic.values())
                                    .map(topic ->
                                            new NewTopic(
                                                            topic.topicName(),
                                                            partitionsOf(topic),
                                                            (short) 1)
                                                    .configs(
                                                            Map.of(
                                                                    "max.message.bytes",
                                                                    Integer.toString(
                                                                            Topic
                                                                                    .MAX_RECORD_BYTES))))
                                    .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void ask(GenerationRequested request) {
        try {
            send(
                    Topic.GENERATION_REQUESTS,
                    request.generationId().toString(),
                    JSON.writeValueAsBytes(request));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    void ask(KeyCheckRequested request) {
        try {
            send(Topic.GENERATION_REQUESTS, request.userId(), JSON.writeValueAsBytes(request));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    void ask(EndpointCheckRequested request) {
        try {
            send(Topic.GENERATION_REQUESTS, request.userId(), JSON.writeValueAsBytes(request));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    void ask(TitleRequested request) {
        try {
            send(
                    Topic.GENERATION_REQUESTS,
                    request.conversationId().toString(),
                    JSON.writeValueAsBytes(request));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    void tell(ControlNotice notice) {
        try {
            send(
                    Topic.GENERATION_CONTROL,
                    notice.generationId().toString(),
                    JSON.writeValueAsBytes(notice));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns once the record stands. */
    void send(Topic topic, String key, byte[] value) {
        ProducerRecord<byte[], byte[]> outgoing =
                new ProducerRecord<>(
                        topic.topicName(), key.getBytes(StandardCharsets.UTF_8), value);
        outgoing.headers()
                .add(Headers.TRACEPARENT, "00-trace-span-01".getBytes(StandardCharsets.UTF_8));
        try {
            producer.send(outgoing).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everything in a topic so far. */
    List<ConsumerRecord<byte[], byte[]>> recordsOf(Topic topic) {
        consumer.poll(Duration.ofMillis(50)).forEach(records::add);
        return records.stream().filter(each -> each.topic().equals(topic.topicName())).toList();
    }

    List<GenerationEvent.OfRun> eventsOf(UUID generation) {
        return recordsOf(Topic.CONVERSATION_EVENTS).stream()
                .map(each -> read(each.value(), LogEvent.class))
                .filter(event -> event instanceof GenerationEvent.OfRun)
                .map(event -> (GenerationEvent.OfRun) event)
                .filter(event -> event.generationId().equals(generation))
                .toList();
    }

    <T> T read(byte[] value, Class<T> type) {
        try {
            return JSON.readValue(value, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
        producer.close(Duration.ofSeconds(1));
        kafka.close();
    }
}
