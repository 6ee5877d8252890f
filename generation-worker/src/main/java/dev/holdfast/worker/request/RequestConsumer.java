package dev.holdfast.worker.request;

import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Threads;
import dev.holdfast.contracts.life.Vital;
import dev.holdfast.edge.life.LifeConfig;
import dev.holdfast.worker.request.TakeRequest.Decision;
import dev.holdfast.worker.run.Runs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests, on one platform thread of its own: the consumer blocks, and it may, since nothing
 * else waits for this thread. Polls only while there is room for what a poll may bring. Goes on by
 * itself after whatever happens to the broker.
 *
 * <p>While it does not poll, it holds no request of others. Kafka's consumer fetches in the
 * background from a poll on until a fetch has brought something: after a poll that brought records
 * nothing is on its way any more; after one that brought none, something is, and its records would
 * be held here, unseen, until their lock ends. So no consumer is polled again after an empty poll.
 */
@ApplicationScoped
public class RequestConsumer {
    private static final Logger LOG = Logger.getLogger(RequestConsumer.class);

    /**
     * As long as may be: what ends without a record costs this worker the queue for seconds, since
     * a new consumer has to join the group. Not for ever, since a fetch whose records are none of
     * ours (a transaction's marks) brings nothing and is not followed by another.
     */
    private static final Duration POLL = Duration.ofHours(1);

    private static final Duration LOOK_FOR_ROOM = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(3);

    /** Kafka's own thread of a share consumer, which fetches; the only one of its kind here. */
    private static final String KAFKAS_THREAD = "consumer_background_thread";

    private final RequestQueue queue;
    private final Taker taker;
    private final Room room;
    private final Life life;
    private final Vital vital;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Thread thread;
    private volatile boolean taking;
    private volatile @Nullable ShareConsumer<byte @Nullable [], byte @Nullable []> consumer;

    @Inject
    RequestConsumer(
            RequestQueue queue, TakeRequest takeRequest, Runs runs, Life life, LifeConfig limits) {
        this(queue, takeRequest::take, runs::hasRoom, life, limits.silence());
    }

    /**
     * @param silence how long the loop may go without a turn
     */
    RequestConsumer(RequestQueue queue, Taker taker, Room room, Life life, Duration silence) {
        this.queue = queue;
        this.taker = taker;
        this.room = room;
        this.life = life;
        this.vital = life.vital("requests", silence);
    }

    /** {@link TakeRequest#take}. */
    @FunctionalInterface
    interface Taker {
        Decision take(ConsumerRecord<byte @Nullable [], byte @Nullable []> queued);
    }

    /** {@link Runs#hasRoom}. */
    @FunctionalInterface
    interface Room {
        boolean hasRoom(int more, Duration patience) throws InterruptedException;
    }

    /**
     * @param first all opened before the first request is taken
     */
    public void start(CountDownLatch... first) {
        thread = Thread.ofPlatform().name("requests").start(vital.loop(() -> work(first)));
    }

    /** Whether requests are being taken, room permitting. */
    public boolean isTaking() {
        return taking;
    }

    /** Takes no more; what was taken and not begun goes back to the queue. */
    public void stop() throws InterruptedException {
        closing.countDown();
        var open = consumer;
        if (open != null) {
            open.wakeup();
        }
        if (thread != null) {
            thread.join(CLOSE.plus(LOOK_FOR_ROOM));
        }
    }

    /** Asked at each turn, and while a claim is waited for. */
    private boolean isClosing() {
        vital.beat();
        return closing.getCount() == 0;
    }

    private void work(CountDownLatch... first) {
        try {
            while (!isClosing()) {
                try {
                    if (areOpen(first)) {
                        queue.prepare();
                        takeUntilBroken();
                    }
                } catch (WakeupException closed) {
                    LOG.debug("woken up");
                } catch (InterruptException stopped) {
                    return;
                } catch (ExecutionException | RuntimeException broken) {
                    // Also what is a bug: a worker without this thread would look alive for ever.
                    LOG.warnf("queue not available, trying again cause=%s", broken.toString());
                    vital.failed(broken);
                    taking = false;
                    pause();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            taking = false;
            LOG.info("no more requests are taken");
        }
    }

    private static boolean areOpen(CountDownLatch... latches) throws InterruptedException {
        for (CountDownLatch latch : latches) {
            if (!latch.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private void takeUntilBroken() throws InterruptedException {
        var open = queue.open();
        try {
            consumer = open;
            open.setAcknowledgementCommitCallback((offsets, failure) -> {
                if (failure != null) {
                    // The lock ran out while the broker was away: another worker may begin
                    // this attempt as well, and the log decides.
                    LOG.warnf("acknowledgement refused cause=%s", failure.toString());
                }
            });
            Threads.named(KAFKAS_THREAD).forEach(life::watchThread);
            taking = true;
            boolean clean = true;
            while (clean && !isClosing()) {
                if (room.hasRoom(queue.atOnce(), LOOK_FOR_ROOM)) {
                    // A worker may wait for a request for as long as nobody sends one.
                    vital.rest();
                    var polled = open.poll(POLL);
                    vital.beat();
                    acknowledge(open, polled);
                    clean = !polled.isEmpty();
                }
            }
        } finally {
            consumer = null;
            Threads.named(KAFKAS_THREAD).forEach(life::forget);
            open.close(CLOSE);
        }
    }

    /** All are begun before the first is waited for: a burst costs one round trip, not many. */
    private void acknowledge(
            ShareConsumer<byte @Nullable [], byte @Nullable []> open,
            ConsumerRecords<byte @Nullable [], byte @Nullable []> polled)
            throws InterruptedException {
        SequencedMap<ConsumerRecord<byte @Nullable [], byte @Nullable []>, Decision> taken =
                new LinkedHashMap<>();
        polled.forEach(queued -> taken.put(queued, taker.take(queued)));
        for (var each : taken.entrySet()) {
            open.acknowledge(each.getKey(), each.getValue().await(this::isClosing));
        }
        if (!taken.isEmpty()) {
            // At once, not with the next poll: a full worker does not poll for minutes.
            open.commitAsync();
        }
    }

    private void pause() throws InterruptedException {
        if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("closing");
        }
    }
}
