package dev.holdfast.gateway.ingest;

import dev.holdfast.gateway.replay.Archive;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the broker about the log: which topic it is, and which offsets it has. Thread-safe.
 */
@Singleton
public final class LogAdmin {
    /** The answer to {@link #topic} when the broker answers that there is none. */
    private static final Optional<LogTopic> NONE = Optional.empty();

    private final Admin admin;
    private final IngestConfig config;
    private final Clock clock;

    public LogAdmin(KafkaClients clients, IngestConfig config, Clock clock) {
        this.admin = clients.admin();
        this.config = config;
        this.clock = clock;
    }

    /** Nothing if there is no such topic; a failure if the broker did not answer. */
    CompletionStage<Optional<LogTopic>> topic() {
        KafkaFuture<TopicDescription> described =
                Objects.requireNonNull(
                        admin.describeTopics(List.of(config.topic()))
                                .topicNameValues()
                                .get(config.topic()));
        return described.toCompletionStage().handle(LogAdmin::answer).thenCompose(answer -> answer);
    }

    private static CompletionStage<Optional<LogTopic>> answer(
            @Nullable TopicDescription topic, @Nullable Throwable failure) {
        if (failure == null && topic != null) {
            return CompletableFuture.completedFuture(
                    Optional.of(LogTopic.of(topic.topicId(), topic.partitions().size())));
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof UnknownTopicOrPartitionException
                ? CompletableFuture.completedFuture(NONE)
                : CompletableFuture.failedFuture(Objects.requireNonNull(failure));
    }

    CompletionStage<Archive.Bounds> bounds(int partition) {
        KafkaFuture<ListOffsetsResultInfo> earliest = offset(partition, OffsetSpec.earliest());
        KafkaFuture<ListOffsetsResultInfo> latest = offset(partition, OffsetSpec.latest());
        return earliest.toCompletionStage()
                .thenCombine(
                        latest.toCompletionStage(),
                        (first, last) -> new Archive.Bounds(first.offset(), last.offset()));
    }

    /**
     * Where reading begins in a partition that is newly needed. Blocks.
     *
     * @throws ExecutionException if the broker refuses
     * @throws TimeoutException if it does not answer
     */
    WayIn wayIn(int partition) throws ExecutionException, InterruptedException, TimeoutException {
        long since = clock.millis() - config.wayBack().time().toMillis();
        KafkaFuture<ListOffsetsResultInfo> byTime =
                offset(partition, OffsetSpec.forTimestamp(since));
        Duration patience = config.requestTimeout();
        Archive.Bounds bounds =
                bounds(partition)
                        .toCompletableFuture()
                        .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        long found = byTime.get(patience.toMillis(), TimeUnit.MILLISECONDS).offset();
        // The broker answers -1 where every record is older.
        long start = found < 0 ? bounds.latest() : found;
        start = Math.max(start, bounds.latest() - config.wayBack().records());
        return new WayIn(Math.max(start, bounds.earliest()), bounds.latest());
    }

    /**
     * Whether the log is still the topic of this id. Offsets and records are asked for by name; an
     * answer that came before this one is of this topic, since no id comes back. Blocks.
     *
     * @throws ExecutionException if the broker refuses
     * @throws TimeoutException if it does not answer
     */
    boolean isStill(UUID topicId)
            throws ExecutionException, InterruptedException, TimeoutException {
        Optional<LogTopic> now =
                topic().toCompletableFuture()
                        .get(config.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        return now.isPresent() && now.get().id().equals(topicId);
    }

    private KafkaFuture<ListOffsetsResultInfo> offset(int partition, OffsetSpec spec) {
        TopicPartition of = new TopicPartition(config.topic(), partition);
        return admin.listOffsets(Map.of(of, spec)).partitionResult(of);
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ofSeconds(1));
    }

    /**
     * @param start the first offset to read
     * @param warmAt the log's end now: whoever has read up to here has caught up
     */
    record WayIn(long start, long warmAt) {}
}
