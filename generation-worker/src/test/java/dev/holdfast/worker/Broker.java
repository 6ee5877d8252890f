package dev.holdfast.worker;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.contracts.control.ControlNotice;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.log.Position;
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
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/** Kafka as the services around the worker see it: asks for generations, reads the log. */
final class Broker implements AutoCloseable {
    static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private static final String WORKERS = "generation-workers";

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
        try (Admin admin = admin()) {
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
            send(Topic.GENERATION_REQUESTS, request.owner(), JSON.writeValueAsBytes(request));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    void ask(EndpointCheckRequested request) {
        try {
            send(Topic.GENERATION_REQUESTS, request.owner(), JSON.writeValueAsBytes(request));
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

    /** As a relay that cannot know whether the broker has it already. */
    void askPerhapsAgain(GenerationRequested request) {
        try {
            send(
                    Topic.GENERATION_REQUESTS,
                    request.generationId().toString(),
                    JSON.writeValueAsBytes(request),
                    Map.of(Headers.MAY_REPEAT, Headers.MAY_REPEAT_VALUE));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a relay that cannot know whether the broker has it already. */
    void askPerhapsAgain(TitleRequested request) {
        try {
            send(
                    Topic.GENERATION_REQUESTS,
                    request.conversationId().toString(),
                    JSON.writeValueAsBytes(request),
                    Map.of(Headers.MAY_REPEAT, Headers.MAY_REPEAT_VALUE));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a worker writes it. */
    void log(String user, LogEvent event) {
        try {
            send(
                    Topic.CONVERSATION_EVENTS,
                    user,
                    JSON.writeValueAsBytes(event),
                    Map.of(Headers.TYPE, event.type()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same event so many times; returns once all stand. */
    void logMany(String user, LogEvent event, int times) {
        try {
            byte[] value = JSON.writeValueAsBytes(event);
            for (int i = 0; i < times; i++) {
                var _ =
                        producer.send(
                                outgoing(
                                        Topic.CONVERSATION_EVENTS,
                                        user,
                                        value,
                                        Map.of(Headers.TYPE, event.type())));
            }
            producer.flush();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns once the record stands. */
    void send(Topic topic, String key, byte[] value) {
        send(topic, key, value, Map.of());
    }

    private void send(Topic topic, String key, byte[] value, Map<String, String> headers) {
        try {
            producer.send(outgoing(topic, key, value, headers)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static ProducerRecord<byte[], byte[]> outgoing(
            Topic topic, String key, byte[] value, Map<String, String> headers) {
        ProducerRecord<byte[], byte[]> outgoing =
                new ProducerRecord<>(
                        topic.topicName(), key.getBytes(StandardCharsets.UTF_8), value);
        outgoing.headers()
                .add(Headers.TRACEPARENT, "00-trace-span-01".getBytes(StandardCharsets.UTF_8));
        headers.forEach((name, said) ->
                outgoing.headers().add(name, said.getBytes(StandardCharsets.UTF_8)));
        return outgoing;
    }

    /** Where a user's next event will lie, as chat-api would know it of a log that it has read. */
    Position endOfLog(String user) {
        String topic = Topic.CONVERSATION_EVENTS.topicName();
        int partition =
                Utils.toPositive(Utils.murmur2(user.getBytes(StandardCharsets.UTF_8)))
                        % Topic.CONVERSATION_EVENTS.partitions();
        TopicPartition of = new TopicPartition(topic, partition);
        try (Admin admin = admin()) {
            Uuid id =
                    Objects.requireNonNull(
                                    admin.describeTopics(List.of(topic))
                                            .allTopicNames()
                                            .get()
                                            .get(topic))
                            .topicId();
            long end =
                    Objects.requireNonNull(
                                    admin.listOffsets(Map.of(of, OffsetSpec.latest()))
                                            .all()
                                            .get()
                                            .get(of))
                            .offset();
            return new Position(
                    new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()),
                    partition,
                    end);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether the workers have acknowledged every request that was ever written. */
    boolean hasNoRequestLeft() {
        TopicPartition queue = new TopicPartition(Topic.GENERATION_REQUESTS.topicName(), 0);
        try (Admin admin = admin()) {
            var info =
                    admin.listShareGroupOffsets(Map.of(WORKERS, new ListShareGroupOffsetsSpec()))
                            .partitionsToOffsetInfo(WORKERS)
                            .get()
                            .get(queue);
            return info != null && info.lag().orElse(1L) == 0;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Takes the next request as a worker does, and never acknowledges it. */
    void takeARequestAndDie(Runnable beforeDeath) {
        readQueueFromItsBeginning();
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        WORKERS,
                        "share.acknowledgement.mode",
                        "explicit",
                        "max.poll.records",
                        1);
        try (ShareConsumer<byte[], byte[]> worker =
                new KafkaShareConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            worker.subscribe(List.of(Topic.GENERATION_REQUESTS.topicName()));
            await().until(() -> !worker.poll(Duration.ofMillis(100)).isEmpty());
            beforeDeath.run();
        }
    }

    private void readQueueFromItsBeginning() {
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(ConfigResource.Type.GROUP, WORKERS),
                                    List.of(
                                            new AlterConfigOp(
                                                    new ConfigEntry(
                                                            "share.auto.offset.reset", "earliest"),
                                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
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
