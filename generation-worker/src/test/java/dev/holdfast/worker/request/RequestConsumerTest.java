package dev.holdfast.worker.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Vital;
import dev.holdfast.contracts.wire.Topic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestConsumerTest {
    private static final long PATIENCE_SECONDS = 60;

    private final PlayedQueue queue = new PlayedQueue();
    private final RequestConsumer requests =
            new RequestConsumer(
                    queue,
                    _ -> _ -> AcknowledgeType.ACCEPT,
                    (_, _) -> queue.places.poll() != null,
                    new Life(
                            System::nanoTime,
                            new Life.Limits(10, Duration.ofMinutes(2)),
                            (_, _) -> {}),
                    Vital.NEVER_TOO_LONG);

    @AfterEach
    void stop() throws InterruptedException {
        requests.stop();
    }

    /** The earliest offset is the group's setting: a poll before it would begin at the latest. */
    @Test
    void setsTheGroupUpBeforeTheFirstPoll() throws Exception {
        // when
        queue.places.add("a place");
        requests.start(new CountDownLatch(0));

        // then
        assertThat(queue.awaitHappenings(3)).containsExactly("prepared", "opened 1", "polled 1");
    }

    /** What an empty poll has asked for still comes, whether or not it is polled for again. */
    @Test
    void pollsNoConsumerAgainThatBroughtNothing() throws Exception {
        // given
        queue.bring.add(1);
        queue.bring.add(0);

        // when
        queue.places.addAll(List.of("a place", "another", "a third"));
        requests.start(new CountDownLatch(0));

        // then
        assertThat(queue.awaitHappenings(8))
                .containsExactly(
                        "prepared",
                        "opened 1",
                        "polled 1",
                        "polled 1",
                        "closed 1",
                        "prepared",
                        "opened 2",
                        "polled 2");
        assertThat(requests.isTaking()).isTrue();
    }

    /** An idle worker would leave the group and come back with every poll, for seconds. */
    @Test
    void waitsInOnePollForAsLongAsNothingComes() throws Exception {
        // when
        queue.places.add("a place");
        requests.start(new CountDownLatch(0));
        queue.awaitHappenings(3);

        // then
        assertThat(queue.longestPoll).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
    }

    /** Consumers that poll as they are told to; all of it by one thread. */
    private static final class PlayedQueue extends RequestQueue {
        private final Queue<String> places = new ConcurrentLinkedQueue<>();
        private final BlockingQueue<String> happenings = new LinkedBlockingQueue<>();
        private final List<String> happened = new ArrayList<>();

        /** How many records each next poll brings; without a word it brings one. */
        private final Queue<Integer> bring = new ArrayDeque<>();

        private volatile Duration longestPoll = Duration.ZERO;
        private int opened;

        PlayedQueue() {
            super(Map.of(), new Limits(1));
        }

        @Override
        void prepare() {
            happenings.add("prepared");
        }

        @Override
        ShareConsumer<byte @Nullable [], byte @Nullable []> open() {
            int number = ++opened;
            happenings.add("opened " + number);
            return new MockShareConsumer<>() {
                @Override
                public synchronized ConsumerRecords<byte @Nullable [], byte @Nullable []> poll(
                        Duration timeout) {
                    longestPoll = timeout;
                    happenings.add("polled " + number);
                    Integer count = bring.poll();
                    List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records =
                            new ArrayList<>();
                    for (int i = 0; i < (count == null ? 1 : count); i++) {
                        records.add(queued());
                    }
                    return records.isEmpty()
                            ? ConsumerRecords.empty()
                            : new ConsumerRecords<>(
                                    Map.of(
                                            new TopicPartition(
                                                    Topic.GENERATION_REQUESTS.topicName(), 0),
                                            records),
                                    Map.of());
                }

                @Override
                public synchronized void close(Duration timeout) {
                    happenings.add("closed " + number);
                }
            };
        }

        List<String> awaitHappenings(int count) throws InterruptedException {
            while (happened.size() < count) {
                String next = happenings.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(next).as("after %s", happened).isNotNull();
                happened.add(next);
            }
            return happened;
        }

        private static ConsumerRecord<byte @Nullable [], byte @Nullable []> queued() {
            return new ConsumerRecord<>(
                    Topic.GENERATION_REQUESTS.topicName(),
                    0,
                    0,
                    0,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    null,
                    new byte[0],
                    new RecordHeaders(),
                    Optional.empty(),
                    Optional.of((short) 1));
        }
    }
}
