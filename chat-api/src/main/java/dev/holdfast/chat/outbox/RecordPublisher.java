package dev.holdfast.chat.outbox;

import dev.holdfast.chat.recurring.Contexts;
import dev.holdfast.chat.topics.KafkaClients;
import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Threads;
import dev.holdfast.contracts.wire.Headers;
import dev.holdfast.contracts.wire.Topic;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends rows to Kafka in their order. A record that the producer has taken is tried until Kafka has
 * it, however long the broker is away: a time limit would let the next record overtake it.
 *
 * <p>A producer of its own and not a SmallRye emitter: an emitter tries each failed record again by
 * itself, a second later and behind those that followed, and the order would be lost. Here the
 * first record that the producer does not take ends the batch.
 */
@ApplicationScoped
class RecordPublisher {
    private static final Logger LOG = Logger.getLogger(RecordPublisher.class);
    private static final String SOURCE = "/chat-api";

    /** Kafka's own thread, which sends; named after the producer's id. */
    private static final String CLIENT_ID = "chat-api-outbox";

    private static final String KAFKAS_THREAD = "kafka-producer-network-thread | " + CLIENT_ID;

    private final Life life;
    private final KafkaClients kafka;
    private final OutboxConfig config;

    /** The one thread that calls the producer, whose {@code send} may block. */
    private final ExecutorService sender =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("outbox-sender").daemon().factory());

    /** Touched by the sender alone. */
    private @Nullable KafkaProducer<String, byte[]> producer;

    RecordPublisher(Life life, KafkaClients kafka, OutboxConfig config) {
        this.life = life;
        this.kafka = kafka;
        this.config = config;
    }

    /**
     * @return the fate of each row, in the same order, once the last is known
     */
    Uni<List<Fate>> publish(List<OutboxRow> rows) {
        return Contexts.stay(Uni.createFrom().completionStage(() -> send(rows)));
    }

    private CompletableFuture<List<Fate>> send(List<OutboxRow> rows) {
        return CompletableFuture.supplyAsync(() -> sendInOrder(rows), sender)
                .thenCompose(RecordPublisher::all)
                .whenComplete((fates, _) -> renewAfterFailure(fates));
    }

    private List<CompletableFuture<Fate>> sendInOrder(List<OutboxRow> rows) {
        List<CompletableFuture<Fate>> fates = new ArrayList<>(rows.size());
        boolean goingOn = true;
        for (OutboxRow row : rows) {
            CompletableFuture<Fate> fate =
                    goingOn
                            ? sendOne(row)
                            : CompletableFuture.completedFuture(new Fate.Unsent("behind another"));
            goingOn &= !(fate.getNow(null) instanceof Fate.Unsent);
            fates.add(fate);
        }
        return fates;
    }

    private CompletableFuture<Fate> sendOne(OutboxRow row) {
        CompletableFuture<Fate> fate = new CompletableFuture<>();
        try {
            // The callback tells all; the future tells no more.
            var _ =
                    producer()
                            .send(
                                    record(row),
                                    (metadata, failure) ->
                                            fate.complete(
                                                    failure == null
                                                            ? new Fate.Sent(
                                                                    metadata.partition(),
                                                                    metadata.offset())
                                                            : ofFailure(failure)));
        } catch (RuntimeException failure) {
            fate.complete(ofFailure(failure));
        }
        return fate;
    }

    private static Fate ofFailure(Exception failure) {
        return switch (failure) {
            case RecordTooLargeException tooLarge -> new Fate.Refused(String.valueOf(tooLarge));
            case RecordBatchTooLargeException tooLarge ->
                    new Fate.Refused(String.valueOf(tooLarge));
            case InvalidRecordException invalid -> new Fate.Refused(String.valueOf(invalid));
            case RetriableException again -> new Fate.Unsent(String.valueOf(again));
            default -> {
                LOG.errorf(failure, "producer failed");
                yield new Fate.Unsent(String.valueOf(failure));
            }
        };
    }

    /** A producer that gave a record back may be beyond repair; a new one costs little. */
    private void renewAfterFailure(@Nullable List<Fate> fates) {
        if (fates == null || fates.stream().anyMatch(fate -> fate instanceof Fate.Unsent)) {
            sender.execute(this::closeProducer);
        }
    }

    private static CompletableFuture<List<Fate>> all(List<CompletableFuture<Fate>> fates) {
        return CompletableFuture.allOf(fates.toArray(CompletableFuture[]::new))
                .thenApply(_ -> fates.stream().map(CompletableFuture::join).toList());
    }

    private static ProducerRecord<String, byte[]> record(OutboxRow row) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(row.topic(), row.key(), row.value());
        header(record, Headers.SPEC_VERSION, Headers.SPEC_VERSION_VALUE);
        header(record, Headers.ID, row.eventId());
        header(record, Headers.SOURCE, SOURCE);
        header(record, Headers.TYPE, row.type());
        header(record, Headers.TIME, row.createdAt().toString());
        header(record, Headers.CONTENT_TYPE, Headers.CONTENT_TYPE_VALUE);
        if (row.traceparent() != null) {
            header(record, Headers.TRACEPARENT, row.traceparent());
        }
        if (row.mayRepeat()) {
            header(record, Headers.MAY_REPEAT, Headers.MAY_REPEAT_VALUE);
        }
        return record;
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private KafkaProducer<String, byte[]> producer() {
        if (producer == null) {
            producer =
                    kafka.producer(
                            Map.of(
                                    ProducerConfig.CLIENT_ID_CONFIG,
                                    CLIENT_ID,
                                    ProducerConfig.ACKS_CONFIG,
                                    "all",
                                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                    true,
                                    ProducerConfig.COMPRESSION_TYPE_CONFIG,
                                    "lz4",
                                    ProducerConfig.LINGER_MS_CONFIG,
                                    0,
                                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                    Topic.MAX_RECORD_BYTES,
                                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                    config.maxBlock().toMillis(),
                                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                    10_000,
                                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                    Integer.MAX_VALUE));
            Threads.named(KAFKAS_THREAD).forEach(life::watchThread);
        }
        return producer;
    }

    private void closeProducer() {
        if (producer != null) {
            Threads.named(KAFKAS_THREAD).forEach(life::forget);
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    @PreDestroy
    void close() {
        sender.execute(this::closeProducer);
        sender.shutdown();
    }
}
