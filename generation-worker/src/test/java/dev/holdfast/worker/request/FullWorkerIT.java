package dev.holdfast.worker.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Vital;
import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.stack.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers at a real queue, with runs that last until the test ends them. What a worker holds
 * without room stays locked for longer than the test waits, so a request that comes was held by
 * nobody; how long each took is printed and judged by nobody, since the machine may be busy.
 */
class FullWorkerIT {
    private static final int ROUNDS = 200;
    private static final long PATIENCE_SECONDS = 45;

    /** The longest that a broker grants by default; longer than {@link #PATIENCE_SECONDS}. */
    private static final String LOCK_MILLIS = "60000";

    /** Milliseconds between two steps, at random: a race has its moments. */
    private static final int JITTER = 8;

    private final BlockingQueue<Taken> taken = new LinkedBlockingQueue<>();
    private final List<Worker> workers = new ArrayList<>();
    private final Random random = new Random(15);
    private KafkaBroker kafka;
    private KafkaProducer<byte[], byte[]> producer;
    private int sent;

    private record Taken(Worker by, String request, int deliveries, long nanos) {}

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        kafka = KafkaBroker.start(data);
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = Admin.create(settings)) {
            List<NewTopic> topics = new ArrayList<>();
            for (Topic topic : Topic.values()) {
                topics.add(new NewTopic(topic.topicName(), topic.partitions(), (short) 1));
            }
            admin.createTopics(topics).all().get();
        }
        producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void stop() throws Exception {
        for (Worker worker : workers) {
            worker.requests.stop();
        }
        producer.close();
        kafka.close();
    }

    @Test
    void leavesToOthersWhatItHasNoRoomFor() throws Exception {
        // given
        Worker one = worker(1);
        Worker other = worker(1);
        send();
        send();
        Worker first = awaitNext().by;
        Worker second = awaitNext().by;
        assertThat(second).isNotSameAs(first);
        first.places.release();
        second.places.release();
        List<Long> micros = new ArrayList<>();

        for (int round = 0; round < ROUNDS; round++) {
            // when one is full
            pause();
            Worker full = await(send()).by;
            Worker free = full == one ? other : one;
            pause();
            String next = send();
            long asked = System.nanoTime();

            // then the next request is the other's
            Taken came = await(next);
            micros.add((came.nanos - asked) / 1_000);
            assertThat(came.by).isSameAs(free);

            // when both are full
            String third = send();
            pause();
            Worker freed = round % 2 == 0 ? full : free;
            freed.places.release();

            // then that which comes is the next free one's
            assertThat(await(third).by).isSameAs(freed);
            one.places.release();
            other.places.release();
        }
        print(micros);
    }

    @Test
    void givesBackWhatItIsGivenWhileItGoes() throws Exception {
        // given
        Worker staying = worker(ROUNDS);
        await(send());

        // when
        List<String> requests = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            Worker going = worker(1);
            for (int i = 0; i < 10; i++) {
                requests.add(send());
                pause();
            }
            going.requests.stop();
        }

        // then
        List<String> came = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            came.add(awaitNext().request);
        }
        assertThat(came).containsExactlyInAnyOrderElementsOf(requests);
        assertThat(staying.places.availablePermits()).isPositive();
    }

    @Test
    void takesWhatWasAskedForBeforeTheFirstWorkerEver() throws Exception {
        // given
        String early = send();

        // when
        worker(1);

        // then
        assertThat(await(early).deliveries).isEqualTo(1);
    }

    /** Not only as many as it can: more than one at once is a matter of capacity. */
    @Test
    void takesUpToItsCapacityAndNoMore() throws Exception {
        // given
        Worker worker = worker(8);

        // when
        for (int i = 0; i < 12; i++) {
            send();
        }
        for (int i = 0; i < 8; i++) {
            awaitNext();
        }
        Worker second = worker(4);

        // then
        for (int i = 0; i < 4; i++) {
            assertThat(awaitNext().by).isSameAs(second);
        }
        assertThat(worker.places.availablePermits()).isZero();
    }

    private Worker worker(int capacity) {
        Worker worker = new Worker(capacity);
        workers.add(worker);
        worker.requests.start(new CountDownLatch(0));
        return worker;
    }

    private String send() throws ExecutionException, InterruptedException {
        String request = "request " + ++sent;
        producer.send(
                        new ProducerRecord<>(
                                Topic.GENERATION_REQUESTS.topicName(),
                                request.getBytes(StandardCharsets.UTF_8)))
                .get();
        return request;
    }

    private Taken await(String request) throws InterruptedException {
        Taken next = awaitNext();
        assertThat(next.request).isEqualTo(request);
        return next;
    }

    private Taken awaitNext() throws InterruptedException {
        Taken next = taken.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("what comes after request %d was sent", sent).isNotNull();
        return next;
    }

    private void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(JITTER));
    }

    private static void print(List<Long> micros) {
        Collections.sort(micros);
        System.out.printf(
                Locale.ROOT,
                "the next request of a full worker, on a free one: p50 %.1f ms, p99 %.1f ms, max"
                        + " %.1f ms (n=%d)%n",
                micros.get(micros.size() / 2) / 1e3,
                micros.get(micros.size() * 99 / 100) / 1e3,
                micros.getLast() / 1e3,
                micros.size());
    }

    private final class Worker {
        private final Semaphore places;
        private final RequestConsumer requests;

        Worker(int capacity) {
            this.places = new Semaphore(capacity);
            this.requests =
                    new RequestConsumer(
                            new LongLocks(
                                    Map.of("bootstrap.servers", kafka.bootstrapServers()),
                                    new Limits(capacity)),
                            this::take,
                            (more, patience) -> {
                                boolean room =
                                        places.tryAcquire(
                                                more, patience.toMillis(), TimeUnit.MILLISECONDS);
                                if (room) {
                                    places.release(more);
                                }
                                return room;
                            },
                            new Life(
                                    System::nanoTime,
                                    new Life.Limits(10, Duration.ofMinutes(2)),
                                    (_, _) -> {}),
                            Vital.NEVER_TOO_LONG);
        }

        private TakeRequest.Decision take(
                ConsumerRecord<byte @Nullable [], byte @Nullable []> queued) {
            long now = System.nanoTime();
            if (!places.tryAcquire()) {
                throw new IllegalStateException("taken without room");
            }
            taken.add(
                    new Taken(
                            this,
                            new String(queued.value(), StandardCharsets.UTF_8),
                            queued.deliveryCount().orElse((short) 0),
                            now));
            return _ -> AcknowledgeType.ACCEPT;
        }
    }

    /** The queue as it is, but for the time after which a lock ends. */
    private static final class LongLocks extends RequestQueue {
        private final Map<String, Object> kafka;

        LongLocks(Map<String, Object> kafka, Limits limits) {
            super(kafka, limits);
            this.kafka = kafka;
        }

        @Override
        void prepare() throws InterruptedException, ExecutionException {
            super.prepare();
            try (Admin admin = Admin.create(kafka)) {
                admin.incrementalAlterConfigs(
                                Map.of(
                                        new ConfigResource(ConfigResource.Type.GROUP, GROUP),
                                        List.of(
                                                new AlterConfigOp(
                                                        new ConfigEntry(
                                                                "share.record.lock.duration.ms",
                                                                LOCK_MILLIS),
                                                        AlterConfigOp.OpType.SET))))
                        .all()
                        .get();
            }
        }
    }
}
