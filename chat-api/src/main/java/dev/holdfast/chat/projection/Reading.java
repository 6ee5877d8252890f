package dev.holdfast.chat.projection;

import dev.holdfast.chat.projection.Batch.Span;
import dev.holdfast.chat.projection.Places.Place;
import dev.holdfast.chat.topics.LogTopic;
import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.edge.outage.Away;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
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
 *
 * <p>No record is stored twice: a batch is stored only if the database stands where the batch
 * begins, and the consumer stands where {@link Places} says, since both are set together and an
 * answer that was meant for an earlier assignment is void.
 */
final class Reading implements ConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(Reading.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<String, byte[]> consumer;
    private final LogTopic log;
    private final Parts parts;

    /** What other threads have to say; done between two polls. */
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();

    private final Places places = new Places();

    /** Whether a batch is being stored; the next is read when it is done. */
    private boolean storing;

    /** What it works with. */
    record Parts(
            Projected projected,
            ProjectionConfig config,
            ProjectionMeters meters,
            RecordReader reader,
            Storing store,
            Loading stored) {}

    /** {@link StoreBatch#store}. */
    interface Storing {
        Uni<Void> store(Batch batch);
    }

    /** {@link StoredPositions#load}. */
    interface Loading {
        Uni<Map<Integer, Long>> load(UUID topicId, Collection<Integer> partitions);
    }

    Reading(Consumer<String, byte[]> consumer, LogTopic log, Parts parts) {
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
            } catch (OffsetOutOfRangeException cut) {
                LOG.warnf("the log was cut, asking where to go on cause=%s", cut.getMessage());
                consumer.pause(cut.partitions());
                load(numbers(cut.partitions()));
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
        // Anywhere: without a position the consumer would look for a committed one, and fail.
        assigned.forEach(partition -> consumer.seek(partition, 0));
        load(numbers(assigned));
    }

    /** A batch that is being stored goes on: if the new owner was faster, it is turned away. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        places.close(numbers(revoked));
        parts.projected().lost(numbers(revoked));
    }

    /** Begins anew in these partitions, which are paused, from where the database says. */
    private void load(Collection<Integer> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        List<Place> asking = places.open(partitions);
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
                        loaded -> mail(() -> begin(asking, loaded)),
                        failure -> LOG.errorf(failure, "positions not loaded"));
    }

    private static void notLoaded(Throwable failure) {
        if (!(failure instanceof Away)) {
            LOG.warnf("positions not loaded, trying again cause=%s", failure);
        }
    }

    private void begin(List<Place> asking, Map<Integer, Long> loaded) {
        for (Place place : asking) {
            Long offset = loaded.get(place.partition());
            if (offset != null && places.isCurrent(place)) {
                consumer.seek(partition(place.partition()), offset);
                reached(place, offset);
            }
        }
        LOG.infof("projecting partitions=%s", places.readable());
        resume();
    }

    private void reached(Place place, long offset) {
        place.reached(offset);
        parts.projected().reached(place.partition(), offset);
    }

    /** Whatever has a position, unless a batch is being stored. */
    private void resume() {
        if (!storing) {
            consumer.resume(places.readable().stream().map(Reading::partition).toList());
        }
    }

    // ── Records come ────────────────────────────────────────────────────────────────────────────

    private void take(ConsumerRecords<String, byte[]> polled) {
        List<Place> from = new ArrayList<>();
        Batch batch = batch(polled, from);
        if (from.isEmpty()) {
            return;
        }
        storing = true;
        consumer.pause(consumer.assignment());
        parts.store()
                .store(batch)
                .call(() -> linger(polled.count()))
                .subscribe()
                .with(
                        _ -> mail(() -> stored(batch, from)),
                        failure -> mail(() -> notStored(from, failure)));
    }

    /** A full batch means that more is waiting. */
    private Uni<Void> linger(int count) {
        Uni<Void> now = Uni.createFrom().voidItem();
        return count >= parts.config().batchRecords()
                ? now
                : now.onItem().delayIt().by(parts.config().linger());
    }

    /**
     * @param from filled with the places that it was read at
     */
    private Batch batch(ConsumerRecords<String, byte[]> polled, List<Place> from) {
        TreeMap<Integer, Span> spans = new TreeMap<>();
        List<LogRecord> records = new ArrayList<>(polled.count());
        for (TopicPartition partition : polled.partitions()) {
            Place place = places.readable(partition.partition());
            if (place == null) {
                continue;
            }
            long expected = place.next();
            List<ConsumerRecord<String, byte[]>> own =
                    polled.records(partition).stream()
                            .filter(raw -> raw.offset() >= expected)
                            .toList();
            if (!own.isEmpty()) {
                from.add(place);
                spans.put(partition.partition(), new Span(expected, own.getLast().offset() + 1));
                own.forEach(raw -> parts.reader().read(raw).ifPresent(records::add));
            }
        }
        return new Batch(log.id(), spans, records);
    }

    private void stored(Batch batch, List<Place> from) {
        storing = false;
        for (Place place : from) {
            Span span = batch.spans().get(place.partition());
            if (span != null && places.isCurrent(place)) {
                reached(place, span.next());
            }
        }
        resume();
    }

    /** Everything of the batch is read again from where the database says. */
    private void notStored(List<Place> from, Throwable failure) {
        storing = false;
        parts.meters().stale();
        List<Integer> again =
                from.stream().filter(places::isCurrent).map(Place::partition).toList();
        LOG.warnf("batch turned away, reading again partitions=%s cause=%s", again, failure);
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
