package dev.holdfast.chat.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.chat.database.Begun;
import dev.holdfast.chat.stack.ApiTest;
import dev.holdfast.chat.stack.TopicReader;
import dev.holdfast.contracts.log.ConversationEvent;
import dev.holdfast.contracts.log.ConversationView;
import dev.holdfast.contracts.wire.Headers;
import dev.holdfast.contracts.wire.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The numbers by which readers of the log know what was sent again. */
@QuarkusTest
@Timeout(180)
class SequenceIT extends ApiTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    /** The connection that holds the relay's seat. */
    private static final String END_THE_HOLDER =
            """
            select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
            and classid = 1752132708 and objid = 1869968482 and granted
            """;

    private static final String WAITS_FOR_A_USER =
            """
            select pid from pg_stat_activity
            where wait_event_type = 'Lock' and query like '%log_sequence%'
            """;

    @Inject Database database;
    @Inject ObjectMapper json;
    @Inject Outbox outbox;
    @Inject Pool pool;
    @Inject Relay relay;
    @Inject Vertx vertx;
    @Inject WaitingRows rows;

    private final String alice = someone();
    private final String bob = someone();

    @Test
    void numbersWhatNoOtherRuleKnowsAgain() {
        // given
        UUID conversation = conversationOf(alice);
        say(alice, conversation, newId(), "Hello").then().statusCode(202);
        // when
        as(alice).delete("/api/conversations/" + conversation).then().statusCode(204);
        // then
        arrives(alice, 8);
        assertThat(eventsOf(alice))
                .containsExactly(
                        "conversation.created",
                        "message.appended",
                        "message.appended",
                        "generation.queued",
                        "conversation.updated",
                        "generation.started",
                        "generation.ended",
                        "conversation.deleted");
        List<JsonNode> bodies = bodiesOf(alice);
        assertThat(bodies.subList(5, 7)).allMatch(body -> !body.has("sequence"));
        List<Long> numbers =
                bodies.stream()
                        .filter(body -> body.has("sequence"))
                        .map(body -> body.path("sequence").asLong())
                        .toList();
        assertThat(numbers).hasSize(6).isSorted().doesNotHaveDuplicates();
        assertThat(numbers.getLast()).isLessThan(1L << 53);
    }

    /** A second time 17 to 33 seconds later is what this looked like to clients. */
    @Test
    void sendsAgainWithTheSameNumberWhatKafkaHadWhenItDied() {
        // given a relay that cannot forget what it has sent
        update(
                "create function wait_here() returns trigger language plpgsql as $$ begin perform"
                        + " pg_advisory_xact_lock_shared(4711); return old; end $$");
        update(
                "create trigger wait_here before delete on outbox for each row"
                        + " when (old.key = '"
                        + alice
                        + "') execute function wait_here()");
        PgConnection gate = PgConnection.connectAndAwait(vertx, database.options());
        gate.query("select pg_advisory_lock(4711)").executeAndAwait();
        conversationOf(alice);
        arrives(alice, 1);
        await().atMost(SOON)
                .until(() ->
                        !query("select 1 from pg_locks where objid = 4711 and not granted")
                                .isEmpty());
        // when
        query(END_THE_HOLDER);
        gate.closeAndAwait();
        // then
        arrives(alice, 2);
        update("drop trigger wait_here on outbox");
        update("drop function wait_here");
        List<JsonNode> bodies = bodiesOf(alice);
        assertThat(bodies.getFirst().path("sequence").asLong()).isPositive();
        assertThat(bodies).allMatch(bodies.getFirst()::equals);
        assertThat(recordsOf(alice))
                .extracting(SequenceIT::eventId)
                .containsOnly(eventId(recordsOf(alice).getFirst()));
    }

    @Test
    void numbersInTheOrderOfCommitsWhoeverWrites() {
        // given two writers that take no turns
        SqlConnection first = pool.getConnectionAndAwait();
        SqlConnection second = pool.getConnectionAndAwait();
        Transaction early = first.beginAndAwait();
        Transaction late = second.beginAndAwait();
        outbox.store(Begun.on(first), List.of(said(alice, "first"))).await().atMost(SOON);
        // when
        CompletableFuture<Void> storing =
                outbox.store(Begun.on(second), List.of(said(alice, "second")))
                        .subscribeAsCompletionStage();
        await().atMost(SOON).until(() -> !query(WAITS_FOR_A_USER).isEmpty());
        assertThat(storing).isNotDone();
        early.commitAndAwait();
        storing.join();
        late.commitAndAwait();
        first.closeAndAwait();
        second.closeAndAwait();
        // then
        arrives(alice, 2);
        assertThat(titlesOf(alice)).containsExactly("first", "second");
        assertThat(numbersOf(alice)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void goesOnAboveWhatReadersHaveHadInADatabaseThatWasRestored() {
        // given
        conversationOf(alice);
        arrives(alice, 1);
        // when a backup of long ago, and one from before there was this user
        update("update log_sequence set sequence = 5 where owner = ?", alice);
        conversationOf(alice);
        arrives(alice, 2);
        update("delete from log_sequence where owner = ?", alice);
        conversationOf(alice);
        arrives(alice, 3);
        // then
        assertThat(numbersOf(alice)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void goesOnAboveTheLastNumberWhereTheClockIsBehind() {
        // given
        long ahead = 8_000_000_000_000_000L;
        update("insert into log_sequence (owner, sequence) values (?, ?)", alice, ahead);
        // when
        UUID conversation = conversationOf(alice);
        say(alice, conversation, newId(), "Hello").then().statusCode(202);
        // then
        arrives(alice, 5);
        assertThat(numbersOf(alice))
                .containsExactly(ahead + 1, ahead + 2, ahead + 3, ahead + 4, ahead + 5);
    }

    @Test
    void givesNewNumbersToWhatWasOvertakenAndToWhatIsBehindIt() {
        withoutRelay(connection -> {
            // given
            List.of("first", "second", "third").forEach(title -> store(alice, title));
            store(bob, "bob's");
            List<OutboxRow> before = waiting(connection);
            SqlConnection writer = pool.getConnectionAndAwait();
            Transaction underWay = writer.beginAndAwait();
            outbox.store(Begun.on(writer), List.of(said(alice, "fourth"))).await().atMost(SOON);
            // when Kafka has the second, and not the first
            Settlement settlement =
                    Settlement.of(
                            before.subList(0, 2),
                            List.of(new Fate.Unsent("refused"), new Fate.Sent(0, 7)));
            CompletableFuture<Void> settling =
                    rows.settle(connection, settlement).subscribeAsCompletionStage();
            await().atMost(SOON).until(() -> !query(WAITS_FOR_A_USER).isEmpty());
            underWay.commitAndAwait();
            writer.closeAndAwait();
            settling.join();
            // then
            List<OutboxRow> after = waiting(connection);
            assertThat(after)
                    .extracting(OutboxRow::eventId)
                    .startsWith(before.stream().map(OutboxRow::eventId).toArray(String[]::new));
            assertThat(after.get(3)).isEqualTo(before.get(3));
            List<Long> ofAlice =
                    after.stream()
                            .filter(row -> row.key().equals(alice))
                            .map(row -> Objects.requireNonNull(row.sequence()))
                            .toList();
            assertThat(ofAlice).hasSize(4).isSorted().doesNotHaveDuplicates();
            assertThat(ofAlice.getFirst())
                    .isGreaterThan(Objects.requireNonNull(before.get(2).sequence()));
            assertThat(query("select sequence from log_sequence where owner = ?", alice))
                    .containsExactly(ofAlice.getLast().toString());
            store(alice, "fifth");
        });
        // and it is all sent
        arrives(alice, 5);
        assertThat(titlesOf(alice)).containsExactly("first", "second", "third", "fourth", "fifth");
        assertThat(numbersOf(alice)).isSorted().doesNotHaveDuplicates();
    }

    /** On the connection that has the relay's seat, which stands still meanwhile. */
    private void withoutRelay(Consumer<PgConnection> then) {
        relay.stop(new ShutdownEvent());
        Seat seat = new Seat(database, vertx);
        await().atMost(SOON).until(() -> seat.take().await().atMost(SOON).isPresent());
        try {
            then.accept(seat.take().await().atMost(SOON).orElseThrow());
        } finally {
            seat.giveUp().await().atMost(SOON);
            relay.start(new StartupEvent());
        }
    }

    private List<OutboxRow> waiting(PgConnection connection) {
        return rows.next(connection).await().atMost(SOON).stream()
                .filter(row -> Set.of(alice, bob).contains(row.key()))
                .toList();
    }

    private void store(String owner, String title) {
        Uni<Void> stored =
                pool.withTransaction(transaction ->
                        outbox.store(Begun.on(transaction), List.of(said(owner, title))));
        stored.await().atMost(SOON);
    }

    private static OutboxRecord said(String owner, String title) {
        UUID id = newId();
        Instant at = Instant.EPOCH;
        return OutboxRecord.event(
                owner,
                new ConversationEvent.Updated(
                        id, at, new ConversationView(id, title, null, false, null, null, at)));
    }

    private static void arrives(String key, int count) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> recordsOf(key).size() >= count);
    }

    private List<String> titlesOf(String key) {
        return bodiesOf(key).stream().map(body -> body.at("/conversation/title").asText()).toList();
    }

    private List<Long> numbersOf(String key) {
        return bodiesOf(key).stream().map(body -> body.path("sequence").asLong()).toList();
    }

    private List<JsonNode> bodiesOf(String key) {
        return recordsOf(key).stream()
                .map(record -> {
                    try {
                        return json.readTree(record.value());
                    } catch (JsonProcessingException unreadable) {
                        throw new AssertionError(record.value(), unreadable);
                    }
                })
                .toList();
    }

    private static String eventId(ConsumerRecord<String, String> record) {
        return new String(record.headers().lastHeader(Headers.ID).value(), StandardCharsets.UTF_8);
    }

    private static List<ConsumerRecord<String, String>> recordsOf(String key) {
        return TopicReader.read(config("kafka.bootstrap.servers"), Topic.CONVERSATION_EVENTS)
                .stream()
                .filter(record -> Objects.equals(record.key(), key))
                .toList();
    }
}
