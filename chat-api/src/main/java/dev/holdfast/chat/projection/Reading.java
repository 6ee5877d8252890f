package dev.holdfast.chat.projection;

import dev.holdfast.chat.projection.Batch.Span;
import dev.holdfast.chat.topics.LogTopic;
import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.edge.outage.Away;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * One consumer's life, on one thread. Polls without pause, so that the group keeps it; what is not
 * to be read yet is paused:
 *
 * <pre>
 *   assigned ──▶ paused, position being loaded ──▶ read ──▶ paused, batch being stored ──▶ read …
 *                        ▲                                              │
 *                        └───── another instance moved the position ────┘
 * </pre>
 *
 * <p>A consumer of its own and not a SmallRye channel: the position is the database's, so that a
 * partition must not be read before a query has answered, and must be read again from there when
 * another instance was faster; a channel resumes what it paused by itself.
 */
final class Reading implements ConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(Reading.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<String, byte[]> consumer;
    private final LogTopic log;
    private final Parts parts;

    /** What other threads have to say; done between two polls. */
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();

    /** Where each partition stands; one that is assigned and absent waits for its position. */
    private final Map<Integer, Long> positions = new HashMap<>();

    /** Whether a batch is being stored; the next is read when it is done. */
    private boolean storing;

    /** What it works with. */
    record Parts(
            Projected projected,
            ProjectionConfig config,
            ProjectionMeters meters,
            RecordReader reader,
            StoreBatch store,
            StoredPositions stored) {}

    Reading(KafkaConsumer<String, byte[]> consumer, LogTopic log, Parts parts) {
        this.consumer = consumer;
        this.log = log;
        this.parts = parts;
    }

    /** Until it is no longer wanted; throws what the consumer throws. */
    void run(BooleanSupplier wanted) {
        consumer.subscribe(List.of(Topic.Names.CONVERSATION_EVENTS), this);
        while (wanted.getAsBoolean()) {
            readMail();
            try {
                take(consumer.poll(POLL));
            } catch (WakeupException thereIsMail) {
                // Nothing was read.
            }
        }
    }

    private void readMail() {
        for (Runnable mail = mailbox.poll(); mail != null; mail = mailbox.poll()) {
            mail.run();
        }
    }

    private void mail(Runnable mail) {
        mailbox.add(mail);
        consumer.wakeup();
    }

    // ── Partitions come and go ──────────────────────────────────────────────────────────────────

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        parts.projected().joined();
        consumer.pause(assigned);
        load(numbers(assigned));
    }

    /** A batch that is being stored goes on: if the new owner was faster, it is turned away. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        positions.keySet().removeAll(numbers(revoked));
        parts.projected().lost(numbers(revoked));
    }

    private void load(Collection<Integer> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        parts.stored()
                .load(log.id(), partitions)
                .onFailure()
                .invoke(Reading::notLoaded)
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(100), parts.config().longestRetryPause())
                .indefinitely()
                .subscribe()
                .with(
                        loaded -> mail(() -> begin(loaded)),
                        failure -> LOG.errorf(failure, "positions not loaded"));
    }

    private static void notLoaded(Throwable failure) {
        if (!(failure instanceof Away)) {
            LOG.warnf("positions not loaded, trying again cause=%s", failure);
        }
    }

    private void begin(Map<Integer, Long> loaded) {
        List<Integer> assigned = numbers(consumer.assignment());
        loaded.forEach((partition, offset) -> {
            if (assigned.contains(partition) && !positions.containsKey(partition)) {
                consumer.seek(partition(partition), offset);
                reached(partition, offset);
            }
        });
        LOG.infof("projecting partitions=%s", positions.keySet());
        resume();
    }

    private void reached(int partition, long offset) {
        positions.put(partition, offset);
        parts.projected().reached(partition, offset);
    }

    /** Whatever has a position, unless a batch is being stored. */
    private void resume() {
        if (!storing) {
            List<Integer> assigned = numbers(consumer.assignment());
            consumer.resume(
                    positions.keySet().stream()
                            .filter(assigned::contains)
                            .map(Reading::partition)
                            .toList());
        }
    }

    // ── Records come ────────────────────────────────────────────────────────────────────────────

    private void take(ConsumerRecords<String, byte[]> polled) {
        if (polled.isEmpty()) {
            return;
        }
        Batch batch = batch(polled);
        storing = true;
        consumer.pause(consumer.assignment());
        parts.store()
                .store(batch)
                .call(() -> linger(polled.count()))
                .subscribe()
                .with(
                        _ -> mail(() -> stored(batch)),
                        failure -> mail(() -> notStored(batch, failure)));
    }

    /** A full batch means that more is waiting. */
    private Uni<Void> linger(int count) {
        Uni<Void> now = Uni.createFrom().voidItem();
        return count >= parts.config().batchRecords()
                ? now
                : now.onItem().delayIt().by(parts.config().linger());
    }

    private Batch batch(ConsumerRecords<String, byte[]> polled) {
        TreeMap<Integer, Span> spans = new TreeMap<>();
        List<LogRecord> records = new ArrayList<>(polled.count());
        for (TopicPartition partition : polled.partitions()) {
            Long expected = positions.get(partition.partition());
            if (expected != null) {
                List<ConsumerRecord<String, byte[]>> own = polled.records(partition);
                spans.put(partition.partition(), new Span(expected, own.getLast().offset() + 1));
                own.forEach(raw -> parts.reader().read(raw).ifPresent(records::add));
            }
        }
        return new Batch(log.id(), spans, records);
    }

    private void stored(Batch batch) {
        storing = false;
        batch.nextOffsets()
                .forEach((partition, next) -> {
                    if (positions.containsKey(partition)) {
                        reached(partition, next);
                    }
                });
        resume();
    }

    /** Everything of the batch is read again from where the database says. */
    private void notStored(Batch batch, Throwable failure) {
        storing = false;
        parts.meters().stale();
        LOG.warnf(
                "batch turned away, reading again partitions=%s cause=%s",
                batch.spans().keySet(), failure);
        List<Integer> again =
                batch.spans().keySet().stream().filter(positions::containsKey).toList();
        positions.keySet().removeAll(again);
        load(again);
        resume();
    }

    private static List<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(Topic.Names.CONVERSATION_EVENTS, number);
    }
}
