package dev.holdfast.chat.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.chat.stack.ApiTest;
import dev.holdfast.chat.stack.Played;
import dev.holdfast.chat.stack.PlayedWorker;
import dev.holdfast.chat.stack.TopicReader;
import dev.holdfast.contracts.log.Source;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.wire.Topic;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@Timeout(120)
class SupervisionIT extends ApiTest {
    private static final Duration SOON = Duration.ofSeconds(90);

    private final String alice = someone();

    @Inject ObjectMapper json;

    @SuppressWarnings("NullAway.Init") // before each test
    private PlayedWorker worker;

    @BeforeEach
    void hire() {
        worker = new PlayedWorker(config("kafka.bootstrap.servers"), json);
        worker.advertise();
    }

    @AfterEach
    void dismiss() {
        worker.close();
    }

    @Test
    void asksForTheNextAttemptWhenAWorkerFallsSilent() {
        // given
        Played first = asked("first");
        worker.say(alice, first.started(0));
        await().atMost(SOON).until(() -> statusOf(first).equals("running"));
        Source cited = new Source(2, "https://example.com/a", null, List.of("[2]"), List.of());
        worker.say(alice, first.progressed(0, "Half of"));
        RecordMetadata last = worker.say(alice, first.cited(7, cited));
        // when
        GenerationRequested again = request(first, 2);
        // then not before its lease ends; how soon after it is measured by deploy/bench reactions
        assertThat(again.requestedAt().toEpochMilli() - last.timestamp())
                .isGreaterThanOrEqualTo(3_900L);
        assertThat(again.textSoFar()).isEqualTo("Half of");
        assertThat(again.sourcesSoFar()).containsExactly(cited);
        assertThat(again.messages()).extracting("text").containsExactly("hello");
        assertThat(again.known())
                .isNotNull()
                .satisfies(known -> {
                    assertThat(known.attempt()).isEqualTo(1);
                    assertThat(known.run()).isEqualTo("first");
                    assertThat(known.logPosition().partition()).isEqualTo(last.partition());
                    assertThat(known.logPosition().offset()).isGreaterThan(last.offset());
                });

        // when the next goes on and the first wakes up again
        Played second = new Played(first.conversation(), first.generation(), 2, "second");
        worker.say(alice, second.started(7));
        worker.say(alice, first.progressed(7, " a zombie's"));
        worker.say(alice, second.progressed(7, " an answer"));
        worker.say(alice, second.completed("Half of an answer"));
        // then
        await().atMost(SOON).until(() -> statusOf(first).equals("completed"));
        assertThat(textOf(first)).isEqualTo("Half of an answer");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(controlOf(first))
                                .anyMatch(notice -> notice.contains("\"run\":\"first\"")));
    }

    @Test
    void asksForTheNextAttemptOnceWhenAWorkerReleasesIts() {
        // given
        Played first = asked("leaving");
        worker.say(alice, first.started(0));
        worker.say(alice, first.progressed(0, "Half of"));
        Source cited = new Source(2, "https://example.com/a", null, List.of("[2]"), List.of());
        worker.say(alice, first.cited(7, cited));
        // when
        RecordMetadata last = worker.say(alice, first.released());
        worker.say(alice, first.released());
        // then sooner than any lease ends
        GenerationRequested again = request(first, 2);
        assertThat(again.requestedAt().toEpochMilli() - last.timestamp()).isLessThan(3_900L);
        assertThat(again.textSoFar()).isEqualTo("Half of");
        assertThat(again.sourcesSoFar()).containsExactly(cited);
        assertThat(again.known())
                .isNotNull()
                .satisfies(known -> {
                    assertThat(known.attempt()).isEqualTo(1);
                    assertThat(known.run()).isNull();
                    assertThat(known.logPosition().partition()).isEqualTo(last.partition());
                    assertThat(known.logPosition().offset()).isGreaterThan(last.offset());
                });
        assertThat(statusOf(first)).isEqualTo("running");

        // when it says more all the same, and another goes on
        Played second = new Played(first.conversation(), first.generation(), 2, "staying");
        worker.say(alice, first.progressed(7, " a zombie's"));
        worker.say(alice, second.started(7));
        worker.say(alice, second.progressed(7, " an answer"));
        worker.say(alice, second.completed("Half of an answer"));
        // then
        await().atMost(SOON).until(() -> statusOf(first).equals("completed"));
        assertThat(textOf(first)).isEqualTo("Half of an answer");
        assertThat(requestsOf(first)).hasSize(2);
    }

    @Test
    void endsAReleasedGenerationThatItsUserHasStopped() {
        // given
        Played leaving = asked("stopped-and-leaving");
        worker.say(alice, leaving.started(0));
        worker.say(alice, leaving.progressed(0, "Half of"));
        await().atMost(SOON).until(() -> statusOf(leaving).equals("running"));
        // when
        stop(leaving);
        worker.say(alice, leaving.released());
        // then
        await().atMost(SOON).until(() -> statusOf(leaving).equals("stopped"));
        assertThat(textOf(leaving)).isEqualTo("Half of");
        assertThat(requestsOf(leaving)).hasSize(1);
    }

    @Test
    void leavesAWorkerAloneThatSaysItIsAlive() {
        // given
        Played run = asked("steady");
        worker.say(alice, run.started(0));
        // when
        await().pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(30))
                .until(new AliveFor(run, 8)::over);
        // then
        assertThat(requestsOf(run)).hasSize(1);
        worker.say(alice, run.completed("done"));
    }

    /** Says that it is alive each time it is asked, so many times. */
    private final class AliveFor {
        private final Played run;
        private int beats;
        private int left;

        AliveFor(Played run, int seconds) {
            this.run = run;
            this.left = seconds;
        }

        boolean over() {
            beats++;
            worker.say(alice, run.alive(beats));
            return --left < 0;
        }
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        // given
        Played first = asked("fifth");
        Played fifth = new Played(first.conversation(), first.generation(), 5, "fifth");
        worker.say(alice, fifth.started(0));
        worker.say(alice, fifth.progressed(0, "so far"));
        // when it falls silent, then
        await().atMost(SOON).until(() -> statusOf(fifth).equals("failed"));
        assertThat(textOf(fifth)).isEqualTo("so far");
        assertThat(query("select problem->>'slug' from message where generation_id = ?", id(fifth)))
                .containsExactly("attempts-exhausted");
    }

    @Test
    void asksAgainForARequestThatLeftTheQueueUnclaimed() {
        // given a worker that takes the request and dies before it writes its claim
        Played lost = asked("lost");
        takeFromTheQueue(lost.generation());
        // when, then
        assertThat(request(lost, 2).textSoFar()).isEmpty();
        as(alice).post("/api/generations/" + lost.generation() + "/stop").then().statusCode(202);
    }

    @Test
    void endsAStoppedGenerationThatNobodyHasBegun() {
        // given
        Played queued = asked("queued");
        // when
        stop(queued);
        stop(queued);
        // then
        await().atMost(SOON).until(() -> statusOf(queued).equals("stopped"));
        assertThat(eventsOf(alice)).endsWith("generation.started", "generation.stopped");
        // and when a worker claims too late
        worker.say(alice, queued.started(0));
        // then
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(controlOf(queued))
                                .anyMatch(notice -> notice.contains("\"run\":\"queued\"")));
        assertThat(statusOf(queued)).isEqualTo("stopped");
    }

    @Test
    void endsAStoppedGenerationWhoseWorkerDoesNotListen() {
        // given
        Played deaf = asked("deaf");
        worker.say(alice, deaf.started(0));
        worker.say(alice, deaf.progressed(0, "on and on"));
        await().atMost(SOON).until(() -> statusOf(deaf).equals("running"));
        // when
        stop(deaf);
        AtomicInteger beats = new AtomicInteger();
        // then
        await().atMost(SOON)
                .until(() -> {
                    worker.say(alice, deaf.alive(beats.incrementAndGet()));
                    return statusOf(deaf).equals("stopped");
                });
        assertThat(textOf(deaf)).isEqualTo("on and on");
    }

    @Test
    void tellsAWorkerThatClaimsWhatItsUserHasStopped() {
        // given a stop that reaches the database before the claim is projected
        Played late = asked("late");
        update("update generation set stop_requested_at = now() where id = ?", late.generation());
        // when
        worker.say(alice, late.started(0));
        // then
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(controlOf(late))
                                .anyMatch(notice -> notice.contains("stop-requested")));
        worker.say(alice, late.completed(""));
    }

    @Test
    void answersAStrangersGenerationAsAnUnknownOne() {
        // given
        Played hers = asked("hers");
        // when, then
        String path = "/api/generations/" + hers.generation();
        as(someone()).post(path + "/stop").then().statusCode(404);
        as(someone()).get(path).then().statusCode(404);
        as(alice).get(path).then().statusCode(200);
        stop(hers);
    }

    private Played asked(String run) {
        UUID conversation = conversationOf(alice);
        String generation =
                say(alice, conversation, newId(), "hello")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("generation.id");
        Played played = new Played(conversation, UUID.fromString(generation), 1, run);
        request(played, 1);
        return played;
    }

    private void stop(Played played) {
        as(alice).post("/api/generations/" + played.generation() + "/stop").then().statusCode(202);
    }

    private GenerationRequested request(Played played, int attempt) {
        return await().atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () ->
                                requestsOf(played).stream()
                                        .filter(request -> request.attempt() == attempt)
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<GenerationRequested> requestsOf(Played played) {
        return read(Topic.GENERATION_REQUESTS, played).stream().map(this::request).toList();
    }

    private GenerationRequested request(String body) {
        try {
            return json.readValue(body, GenerationRequested.class);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private List<String> controlOf(Played played) {
        return read(Topic.GENERATION_CONTROL, played);
    }

    private static List<String> read(Topic topic, Played played) {
        String key = played.generation().toString();
        return TopicReader.read(config("kafka.bootstrap.servers"), topic).stream()
                .filter(record -> Objects.equals(record.key(), key))
                .map(ConsumerRecord::value)
                .toList();
    }

    private static UUID id(Played played) {
        return played.generation();
    }

    private static String statusOf(Played played) {
        return query("select status from message where generation_id = ?", id(played)).getFirst();
    }

    private static String textOf(Played played) {
        return query("select text from message where generation_id = ?", id(played)).getFirst();
    }

    /** As a worker that acknowledges before it has claimed, which ours never does. */
    private static void takeFromTheQueue(UUID generation) {
        try (KafkaShareConsumer<String, String> share =
                new KafkaShareConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                config("kafka.bootstrap.servers"),
                                "group.id",
                                "generation-workers"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            QueueSettings.readFromTheBeginning(config("kafka.bootstrap.servers"));
            share.subscribe(List.of(Topic.Names.GENERATION_REQUESTS));
            await().atMost(SOON).until(() -> takes(share, generation));
            share.commitSync();
        }
    }

    private static boolean takes(KafkaShareConsumer<String, String> share, UUID generation) {
        boolean found = false;
        for (ConsumerRecord<String, String> record : share.poll(Duration.ofMillis(200))) {
            found |= generation.toString().equals(record.key());
        }
        return found;
    }
}
