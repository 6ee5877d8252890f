package dev.holdfast.chat.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.chat.outage.DatabaseOutage;
import dev.holdfast.chat.stack.ApiTest;
import dev.holdfast.chat.stack.PlayedWorker;
import dev.holdfast.chat.stack.TopicReader;
import dev.holdfast.chat.topics.KafkaClients;
import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.wire.Headers;
import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.stack.KafkaBroker;
import dev.holdfast.stack.raw.LoggedFaults;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@Timeout(180)
class OutboxIT extends ApiTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    /** The connection that holds the relay's seat, whoever's it is. */
    private static final String END_THE_HOLDER =
            """
            select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
            and classid = 1752132708 and objid = 1869968482 and granted
            """;

    @SuppressWarnings("NullAway.Init") // set by LocalStack before each test class
    protected KafkaBroker kafka;

    @Inject Database database;
    @Inject KafkaClients clients;
    @Inject ObjectMapper json;
    @Inject Life life;
    @Inject OutboxConfig config;
    @Inject DatabaseOutage outage;
    @Inject OutboxMeters meters;
    @Inject Vertx vertx;
    @Inject WaitingRows rows;

    @Test
    void sendsEachRecordOnceAndInOrderWithTwoRelaysAtOnce() throws Exception {
        // given
        Relay other = anotherRelay();
        List<String> keys = IntStream.range(0, 4).mapToObj(_ -> someone()).toList();
        // when
        writeAll(keys, 250, Duration.ZERO);
        // then
        keys.forEach(key -> arrives(key, 250));
        keys.forEach(key -> assertThat(numbersOf(key)).isEqualTo(upTo(250)));
        other.stop(new ShutdownEvent());
    }

    @Test
    void goesOnInOrderWhenTheRelayLosesItsSeat() throws Exception {
        // given
        Relay other = anotherRelay();
        String key = someone();
        ExecutorService writer = Executors.newSingleThreadExecutor();
        // when
        Future<?> writing = writer.submit(() -> write(key, 300, Duration.ofMillis(10)));
        for (int i = 0; i < 4; i++) {
            await().pollDelay(Duration.ofMillis(600)).until(() -> true);
            query(END_THE_HOLDER);
        }
        writing.get();
        // then what was sent twice has the same id, and the first of each came in order
        await().atMost(SOON).until(() -> distinct(key).size() == 300);
        assertThat(distinct(key)).isEqualTo(upTo(300));
        writer.shutdown();
        other.stop(new ShutdownEvent());
    }

    @Test
    void marksWhatWaitedWhenTheSeatWasTaken() throws Exception {
        // given
        Relay other = anotherRelay();
        String key = someone();
        write(key, 1, Duration.ZERO);
        arrives(key, 1);
        // when
        kafka.kill();
        write(key, 1, 5, Duration.ZERO);
        query(END_THE_HOLDER);
        kafka.restart();
        // then
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(perhapsRepeated(key)).containsExactly(1, 2, 3, 4, 5));
        other.stop(new ShutdownEvent());
    }

    /** The numbers of those that may have been sent before, each once. */
    private static List<Integer> perhapsRepeated(String key) {
        return recordsOf(key).stream()
                .filter(record -> record.headers().lastHeader(Headers.MAY_REPEAT) != null)
                .map(OutboxIT::number)
                .distinct()
                .toList();
    }

    @Test
    void losesNothingWhileTheBrokerIsAway() throws Exception {
        // given
        String key = someone();
        write(key, 10, Duration.ZERO);
        arrives(key, 10);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try (LoggedFaults log = LoggedFaults.watch()) {
            // when
            kafka.kill();
            Future<?> writing = writer.submit(() -> write(key, 10, 150, Duration.ofMillis(100)));
            await().pollDelay(Duration.ofSeconds(15))
                    .atMost(Duration.ofSeconds(25))
                    .until(() -> true);
            kafka.restart();
            writing.get();
            // then
            arrives(key, 160);
            assertThat(numbersOf(key)).isEqualTo(upTo(160));
            assertThat(log.warningsOf("dev.holdfast.chat.outbox")).hasSizeLessThan(2);
        }
        writer.shutdown();
    }

    @Test
    void parksWhatKafkaRefusesAndEndsItsGeneration() {
        // given
        try (PlayedWorker worker = new PlayedWorker(config("kafka.bootstrap.servers"), json)) {
            worker.advertise();
        }
        String alice = someone();
        UUID generation =
                UUID.fromString(
                        say(alice, conversationOf(alice), newId(), "hello")
                                .then()
                                .statusCode(202)
                                .extract()
                                .path("generation.id"));
        // when
        update(
                """
                insert into outbox (topic, key, type, payload, generation_id)
                values ('generation-requests', 'huge', 'generation.requested', ?, ?)
                """,
                "x".repeat(9_000_000),
                generation);
        String after = someone();
        write(after, 1, Duration.ZERO);
        // then
        arrives(after, 1);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        query(
                                                "select problem->>'slug' from message where"
                                                        + " generation_id = ?",
                                                generation))
                                .containsExactly("context-too-long"));
        assertThat(query("select parked_reason from outbox where key = 'huge'"))
                .singleElement()
                .asString()
                .contains("RecordTooLarge");
        update("delete from outbox where key = 'huge'");
    }

    @Test
    void writesCloudEventsInBinaryMode() {
        // given
        String key = someone();
        // when
        update(
                """
                insert into outbox (topic, key, type, payload, traceparent)
                values ('conversation-events', ?, 'test', '{"n": 0}', 'the-trace')
                """,
                key);
        // then
        arrives(key, 1);
        ConsumerRecord<String, String> record = recordsOf(key).getFirst();
        assertThat(header(record, Headers.SPEC_VERSION)).isEqualTo("1.0");
        assertThat(header(record, Headers.SOURCE)).isEqualTo("/chat-api");
        assertThat(header(record, Headers.TYPE)).isEqualTo("test");
        assertThat(header(record, Headers.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(header(record, Headers.TRACEPARENT)).isEqualTo("the-trace");
        assertThat(header(record, Headers.ID)).isNotBlank();
        assertThat(header(record, Headers.TIME)).isNotBlank();
    }

    private Relay anotherRelay() {
        Relay relay =
                new Relay(
                        life,
                        config,
                        outage,
                        meters,
                        new RecordPublisher(life, clients, config),
                        new Seat(database, vertx),
                        vertx.getDelegate(),
                        rows);
        relay.start(new StartupEvent());
        return relay;
    }

    private static void writeAll(List<String> keys, int count, Duration pause)
            throws InterruptedException, ExecutionException {
        try (ExecutorService writers = Executors.newFixedThreadPool(keys.size())) {
            List<Future<?>> writing = new ArrayList<>();
            for (String key : keys) {
                writing.add(writers.submit(() -> write(key, count, pause)));
            }
            for (Future<?> one : writing) {
                one.get();
            }
        }
    }

    private static void write(String key, int count, Duration pause) {
        write(key, 0, count, pause);
    }

    private static void write(String key, int first, int count, Duration pause) {
        for (int n = first; n < first + count; n++) {
            update(
                    """
                    insert into outbox (topic, key, type, payload)
                    values ('conversation-events', ?, 'test', ?)
                    """,
                    key,
                    "{\"n\": " + n + "}");
            if (!pause.isZero()) {
                await().pollDelay(pause).pollInterval(Duration.ofMillis(5)).until(() -> true);
            }
        }
    }

    private static void arrives(String key, int count) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> recordsOf(key).size() >= count);
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static List<Integer> numbersOf(String key) {
        return recordsOf(key).stream().map(OutboxIT::number).toList();
    }

    /** Without those whose id was there before. */
    private static List<Integer> distinct(String key) {
        List<String> ids = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (ConsumerRecord<String, String> record : recordsOf(key)) {
            String id = header(record, Headers.ID);
            if (!ids.contains(id)) {
                ids.add(id);
                numbers.add(number(record));
            }
        }
        return numbers;
    }

    private static int number(ConsumerRecord<String, String> record) {
        return Integer.parseInt(record.value().replaceAll("\\D", ""));
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static List<ConsumerRecord<String, String>> recordsOf(String key) {
        return TopicReader.read(config("kafka.bootstrap.servers"), Topic.CONVERSATION_EVENTS)
                .stream()
                .filter(record -> Objects.equals(record.key(), key))
                .toList();
    }
}
