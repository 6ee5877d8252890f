package dev.holdfast.gateway;

import dev.holdfast.contracts.log.Cursor;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.log.Position;
import dev.holdfast.contracts.wire.Headers;
import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.gateway.replay.LogJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Writes to the log as the services do, and looks at it. */
public final class TestLog implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;
    private static final String TOPIC = Topic.Names.CONVERSATION_EVENTS;

    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    public TestLog(String bootstrapServers) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                Topic.MAX_RECORD_BYTES,
                                ProducerConfig.LINGER_MS_CONFIG,
                                0,
                                ProducerConfig.METADATA_MAX_AGE_CONFIG,
                                500),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    public void makeTopic(String name, int partitions) {
        NewTopic topic =
                new NewTopic(name, partitions, (short) 1)
                        .configs(
                                Map.of(
                                        "max.message.bytes",
                                        Integer.toString(Topic.MAX_RECORD_BYTES)));
        await(admin.createTopics(List.of(topic)).all().toCompletionStage().toCompletableFuture());
    }

    public void deleteTopic(String name) {
        await(admin.deleteTopics(List.of(name)).all().toCompletionStage().toCompletableFuture());
    }

    /**
     * @return the record's offset, once the broker has it
     */
    public long append(String user, LogEvent event) {
        return append(user, LogJson.write(event).getBytes(StandardCharsets.UTF_8));
    }

    public long append(String user, byte[] value) {
        return append(user, value, null);
    }

    /**
     * @param audience for whom the record is; null: for everybody who may read the user's log
     */
    public long append(String user, byte[] value, @Nullable String audience) {
        return await(send(user, value, audience)).offset();
    }

    /** Without waiting for the broker; {@link #flush} does. */
    public void send(String user, LogEvent event) {
        var _ = send(user, LogJson.write(event).getBytes(StandardCharsets.UTF_8), null);
    }

    private Future<RecordMetadata> send(String user, byte[] value, @Nullable String audience) {
        ProducerRecord<byte[], byte[]> sent =
                new ProducerRecord<>(TOPIC, user.getBytes(StandardCharsets.UTF_8), value);
        if (audience != null) {
            sent.headers().add(Headers.AUDIENCE, audience.getBytes(StandardCharsets.UTF_8));
        }
        return producer.send(sent);
    }

    public void flush() {
        producer.flush();
    }

    /** The position before a record of the user. */
    public Position position(String user, long offset) {
        TopicDescription topic = topic();
        Uuid id = topic.topicId();
        return new Position(
                new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()),
                partition(user, topic),
                offset);
    }

    /** Of a holder that has had no numbered event. */
    public static String cursor(Position position) {
        return new Cursor(position, 0).text();
    }

    /** The position behind the newest record of the user's partition. */
    public Position head(String user) {
        return position(user, offsetAt(user, OffsetSpec.latest()));
    }

    /** Everything before the offset is no longer kept. */
    public void forgetBefore(String user, long offset) {
        TopicPartition partition = new TopicPartition(TOPIC, partition(user, topic()));
        await(
                admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                        .all()
                        .toCompletionStage()
                        .toCompletableFuture());
    }

    private long offsetAt(String user, OffsetSpec spec) {
        TopicPartition partition = new TopicPartition(TOPIC, partition(user, topic()));
        return await(
                        admin.listOffsets(Map.of(partition, spec))
                                .partitionResult(partition)
                                .toCompletionStage()
                                .toCompletableFuture())
                .offset();
    }

    private TopicDescription topic() {
        return Objects.requireNonNull(
                await(
                                admin.describeTopics(List.of(TOPIC))
                                        .allTopicNames()
                                        .toCompletionStage()
                                        .toCompletableFuture())
                        .get(TOPIC));
    }

    private static int partition(String user, TopicDescription topic) {
        byte[] key = user.getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % topic.partitions().size();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the broker did not do it", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
        admin.close(Duration.ofSeconds(2));
    }
}
