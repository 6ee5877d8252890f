package dev.holdfast.gateway.ingest;

import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Vital;
import dev.holdfast.contracts.log.Position;
import dev.holdfast.edge.life.LifeConfig;
import dev.holdfast.gateway.replay.Archive;
import dev.holdfast.gateway.replay.BatchLimits;
import dev.holdfast.gateway.replay.Entry;
import dev.holdfast.gateway.replay.PieceFold;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Older parts of the log, read by a bounded pool of threads. A waiting read holds no memory but its
 * place in the queue, and every reader has at most one, so that the queue is bounded by the number
 * of connections.
 */
@Singleton
public final class KafkaArchive implements Archive {
    private final IngestConfig config;
    private final LogAdmin admin;
    private final RecordReader records;
    private final IngestMeters meters;
    private final Clock clock;
    private final Life life;
    private final LifeConfig patience;
    private final ExecutorService pool;
    private final BlockingQueue<OlderReader> idle;

    public KafkaArchive(
            KafkaClients clients,
            IngestConfig config,
            LogAdmin admin,
            RecordReader records,
            IngestMeters meters,
            Clock clock,
            Life life,
            LifeConfig patience) {
        this.config = config;
        this.admin = admin;
        this.records = records;
        this.meters = meters;
        this.clock = clock;
        this.life = life;
        this.patience = patience;
        int readers = config.archive().readers();
        this.pool =
                Executors.newFixedThreadPool(
                        readers, Thread.ofPlatform().name("older-part-", 0).daemon().factory());
        this.idle = new ArrayBlockingQueue<>(readers);
        for (int i = 0; i < readers; i++) {
            idle.add(new OlderReader(clients.consumer("older-" + i)));
        }
    }

    @PreDestroy
    void close() {
        pool.shutdownNow();
        for (OlderReader reader = idle.poll(); reader != null; reader = idle.poll()) {
            reader.close();
        }
    }

    @Override
    public CompletionStage<Bounds> bounds(Position position) {
        return admin.bounds(position.partition());
    }

    @Override
    public CompletionStage<Piece> read(
            String userId, Position from, long until, BatchLimits limits, PieceFold fold) {
        return CompletableFuture.supplyAsync(
                () -> watched(() -> readNow(userId, from, until, limits, fold)), pool);
    }

    /** A future keeps what is thrown to itself. */
    private Piece watched(Supplier<Piece> reading) {
        Vital vital = alive();
        try {
            return reading.get();
        } catch (RuntimeException | Error failure) {
            vital.failed(failure);
            throw failure;
        } finally {
            vital.rest();
        }
    }

    /** This thread reads on. */
    private Vital alive() {
        return life.vital(Thread.currentThread().getName(), patience.silence());
    }

    private Piece readNow(
            String userId, Position from, long until, BatchLimits limits, PieceFold fold) {
        TopicPartition partition = new TopicPartition(config.topic(), from.partition());
        OlderReader reader = take(partition, from.offset());
        boolean sound = false;
        try {
            reader.moveTo(partition, from.offset());
            Piece piece = scan(reader, userId, from.offset(), until, limits, fold);
            sound = true;
            // Kafka is asked by name: only now is it sure that what was read is of this log.
            return isStill(from) ? piece : new Piece.Gone();
        } catch (OffsetOutOfRangeException outOfRange) {
            return isStill(from) ? new Piece.Expired() : new Piece.Gone();
        } finally {
            giveBack(reader, sound);
        }
    }

    /** In any case: one that is lost would be waited for by a thread for ever. */
    private void giveBack(OlderReader reader, boolean sound) {
        try {
            if (!sound) {
                reader.unassign();
            }
        } finally {
            idle.add(reader);
        }
    }

    /**
     * There are as many as threads, so that one is always there; best the one that stands there.
     */
    private OlderReader take(TopicPartition partition, long offset) {
        OlderReader any = null;
        for (int tries = idle.size(); tries > 0; tries--) {
            OlderReader next = idle.poll();
            if (next == null) {
                break;
            }
            if (any == null) {
                any = next;
            } else if (next.standsAt(partition, offset)) {
                idle.add(any);
                any = next;
            } else {
                idle.add(next);
            }
        }
        try {
            return any == null ? idle.take() : any;
        } catch (InterruptedException ended) {
            throw new CompletionException(ended);
        }
    }

    private Piece scan(
            OlderReader reader,
            String userId,
            long from,
            long until,
            BatchLimits limits,
            PieceFold fold) {
        byte[] key = userId.getBytes(StandardCharsets.UTF_8);
        List<Entry> found = new ArrayList<>();
        long next = from;
        long bytes = 0;
        long scanned = 0;
        long deadline = clock.millis() + config.requestTimeout().toMillis();
        while (next < until
                && bytes < limits.bytes()
                && found.size() < limits.events()
                && scanned < config.archive().scanBytes()) {
            var _ = alive();
            for (ConsumerRecord<byte[], byte[]> older : reader.poll(config.fetchWait())) {
                if (older.offset() >= until) {
                    break;
                }
                scanned += Math.max(0, older.serializedValueSize());
                Entry entry = ofUser(key, older, fold);
                if (entry != null) {
                    found.add(entry);
                    bytes += entry.body().length;
                }
            }
            long reached = Math.min(reader.position(), until);
            if (reached == next && clock.millis() > deadline) {
                throw new CompletionException(new TimeoutException("the broker does not answer"));
            }
            next = reached;
        }
        meters.scanned(scanned);
        return new Piece.Found(found, next);
    }

    private @Nullable Entry ofUser(
            byte[] key, ConsumerRecord<byte[], byte[]> older, PieceFold fold) {
        if (!Arrays.equals(key, older.key())) {
            return null;
        }
        return records.read(older).filter(fold::take).map(Entry::of).orElse(null);
    }

    private boolean isStill(Position from) {
        try {
            return admin.isStill(from.topicId());
        } catch (InterruptedException | ExecutionException | TimeoutException unanswered) {
            throw new CompletionException(unanswered);
        }
    }
}
