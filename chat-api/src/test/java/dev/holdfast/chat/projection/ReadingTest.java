package dev.holdfast.chat.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.chat.stack.Played;
import dev.holdfast.chat.topics.LogTopic;
import dev.holdfast.contracts.wire.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Kafka's own consumer in memory, and a database that answers when the test says so. */
class ReadingTest {
    private static final TopicPartition ZERO =
            new TopicPartition(Topic.Names.CONVERSATION_EVENTS, 0);
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final Played RUN = new Played(UUID.randomUUID(), UUID.randomUUID(), 1, "one");

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
    private final Database database = new Database();
    private final Projected projected = new Projected();
    private final Reading reading = reading();

    @Test
    void readsOnFromWhereTheDatabaseStands() {
        play(this::assign, database::answer, () -> write(8, 13), database::answer);

        assertThat(database.stored).containsExactly(10L, 11L, 12L);
        assertThat(projected.offsets()).containsEntry(0, 13L);
    }

    @Test
    void storesNothingTwiceWhenThePartitionComesBackWhileABatchIsBeingStored() {
        play(
                this::assign,
                database::answer,
                () -> write(10, 12),
                // The position is read before the batch is committed …
                this::revoke,
                this::assign,
                database::answerLoads,
                // … which it then is.
                database::answer,
                () -> write(10, 13),
                database::answer,
                database::answer,
                () -> write(10, 13),
                database::answer);

        assertThat(database.stored).containsExactly(10L, 11L, 12L);
        assertThat(projected.offsets()).containsEntry(0, 13L);
    }

    @Test
    void leavesAnAnswerAloneThatAnEarlierAssignmentAskedFor() {
        play(
                this::assign,
                this::revoke,
                this::assign,
                // An old answer, and one that is newer by what another instance has stored between.
                () -> database.answerLoad(10),
                () -> database.position = 12,
                database::answerLoads,
                () -> write(10, 13),
                database::answer);

        assertThat(database.turnedAway).isZero();
        assertThat(database.stored).containsExactly(12L);
    }

    @Test
    void readsAgainWhatAnotherInstanceHasNotStored() {
        play(
                this::assign,
                database::answer,
                () -> database.position = 11,
                () -> write(10, 13),
                database::answer,
                database::answer,
                () -> write(10, 13),
                database::answer);

        assertThat(database.turnedAway).isOne();
        assertThat(database.stored).containsExactly(11L, 12L);
    }

    @Test
    void asksTheDatabaseWhereToGoOnInALogThatWasCut() {
        play(
                this::assign,
                database::answer,
                () -> consumer.updateBeginningOffsets(Map.of(ZERO, 50L)),
                () -> database.position = 50,
                () -> write(50, 52),
                database::answer,
                () -> write(50, 52),
                database::answer);

        assertThat(database.stored).containsExactly(50L, 51L);
    }

    /** Step by step, each followed by what the reading makes of it. */
    private void play(Runnable... steps) {
        List<Runnable> turns = new ArrayList<>();
        for (Runnable step : steps) {
            turns.add(step);
            turns.add(() -> {});
            turns.add(() -> {});
        }
        reading.run(() -> {
            if (turns.isEmpty()) {
                return false;
            }
            turns.removeFirst().run();
            return true;
        });
    }

    private void assign() {
        consumer.rebalance(List.of(ZERO));
    }

    private void revoke() {
        consumer.rebalance(List.of());
    }

    /** The log has these offsets; those that were read before are there again. */
    private void write(long from, long until) {
        LongStream.range(from, until).forEach(offset -> consumer.addRecord(at(offset)));
    }

    private static ConsumerRecord<String, byte[]> at(long offset) {
        try {
            String body = JSON.writeValueAsString(RUN.alive((int) offset));
            return new ConsumerRecord<>(
                    ZERO.topic(), 0, offset, "alice", body.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private Reading reading() {
        consumer.updateBeginningOffsets(Map.of(ZERO, 0L));
        ProjectionMeters meters = new ProjectionMeters(new SimpleMeterRegistry(), projected);
        return new Reading(
                consumer,
                new LogTopic(UUID.randomUUID(), 1),
                new Reading.Parts(
                        projected,
                        new EachRecordAtOnce(),
                        meters,
                        new RecordReader(JSON, meters),
                        database::store,
                        database::load));
    }

    /** One partition's position and records; asked now, answered later. */
    private static final class Database {
        private final List<CompletableFuture<Map<Integer, Long>>> loads = new ArrayList<>();
        private final Map<Batch, CompletableFuture<Void>> batches = new HashMap<>();
        private final List<Long> stored = new ArrayList<>();
        private long position = 10;
        private int turnedAway;

        Uni<Map<Integer, Long>> load(UUID topicId, Collection<Integer> partitions) {
            assertThat(partitions).containsExactly(0);
            CompletableFuture<Map<Integer, Long>> asked = new CompletableFuture<>();
            loads.add(asked);
            return Uni.createFrom().completionStage(asked);
        }

        Uni<Void> store(Batch batch) {
            CompletableFuture<Void> asked = new CompletableFuture<>();
            batches.put(batch, asked);
            return Uni.createFrom().completionStage(asked);
        }

        void answer() {
            answerLoads();
            Map<Batch, CompletableFuture<Void>> asked = Map.copyOf(batches);
            batches.clear();
            asked.forEach(this::answer);
        }

        void answerLoads() {
            List<CompletableFuture<Map<Integer, Long>>> asked = List.copyOf(loads);
            loads.clear();
            asked.forEach(load -> load.complete(Map.of(0, position)));
        }

        void answerLoad(long withPosition) {
            loads.removeFirst().complete(Map.of(0, withPosition));
        }

        private void answer(Batch batch, CompletableFuture<Void> asked) {
            Batch.Span span = batch.spans().get(0);
            if (span == null || span.expected() != position) {
                turnedAway++;
                asked.completeExceptionally(new StalePosition());
                return;
            }
            position = span.next();
            batch.records().forEach(each -> stored.add(each.offset()));
            asked.complete(null);
        }
    }

    /** No pause behind a batch. */
    private static final class EachRecordAtOnce implements ProjectionConfig {
        @Override
        public Duration databaseWithin() {
            return Duration.ofSeconds(30);
        }

        @Override
        public String group() {
            return "test";
        }

        @Override
        public int batchRecords() {
            return 1;
        }

        @Override
        public int batchBytes() {
            return 1_000_000;
        }

        @Override
        public Duration linger() {
            return Duration.ofMillis(1);
        }

        @Override
        public Duration sessionTimeout() {
            return Duration.ofSeconds(6);
        }

        @Override
        public Duration longestRetryPause() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration reopenAfter() {
            return Duration.ofSeconds(1);
        }
    }
}
