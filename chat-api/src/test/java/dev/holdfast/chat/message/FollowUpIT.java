package dev.holdfast.chat.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.chat.stack.ApiTest;
import dev.holdfast.chat.stack.HeldProjection;
import dev.holdfast.chat.stack.Played;
import dev.holdfast.chat.stack.PlayedWorker;
import dev.holdfast.chat.stack.TopicReader;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.contracts.wire.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages under an answer whose end the log has, or may have, and the database has not. */
@QuarkusTest
@Timeout(120)
class FollowUpIT extends ApiTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final String alice = someone();

    @Inject ObjectMapper json;
    @Inject MeterRegistry meters;

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

    /** An accepted message and the first run of its answer. */
    private record Turn(UUID conversation, UUID message, String accepted, UUID reply, Played run) {}

    @Test
    void waitsUntilAnEndThatTheLogHasIsStored() throws Exception {
        // given
        Turn turn = ask();
        begin(turn, "one ");
        Response response;
        try (HeldProjection held = HeldProjection.hold();
                ExecutorService device = Executors.newSingleThreadExecutor()) {
            worker.say(alice, turn.run().completed("one two"));
            // when
            Future<Response> answer = device.submit(() -> sayUnder(turn, newId()));
            await().atMost(SOON).until(() -> answer.isDone() || waiting() == 1);
            // then
            assertThat(answer.isDone()).isFalse();
            held.release();
            response = answer.get(30, TimeUnit.SECONDS);
        }
        assertThat(heardBy(response))
                .containsExactly(
                        new PromptMessage(Role.USER, Content.ofText("hello")),
                        new PromptMessage(Role.ASSISTANT, Content.ofText("one two")),
                        new PromptMessage(Role.USER, Content.ofText("and then?")));
    }

    @Test
    void saysThatItIsBehindAndTakesTheSameMessageLater() throws Exception {
        // given
        Turn turn = ask();
        begin(turn, "one ");
        UUID message = newId();
        try (HeldProjection held = HeldProjection.hold()) {
            worker.say(alice, turn.run().completed("one two"));
            // when
            sayUnder(turn, message)
                    // then
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .body("slug", equalTo("service-unavailable"));
            assertThat(query("select id from message where id = ?", message)).isEmpty();
            held.release();
        }
        // when
        Response response = sayUnder(turn, message);
        // then
        assertThat(heardBy(response))
                .contains(new PromptMessage(Role.ASSISTANT, Content.ofText("one two")));
    }

    @Test
    void refusesAMessageUnderAnAnswerThatIsStillWritten() throws Exception {
        // given
        Turn queued = ask();
        Turn running = ask();
        begin(running, "one ");
        UUID message = newId();
        for (Turn turn : List.of(queued, running)) {
            // when
            sayUnder(turn, message)
                    // then
                    .then()
                    .statusCode(409)
                    .header("Retry-After", "1")
                    .body("slug", equalTo("answer-running"));
            assertThat(query("select id from message where id = ?", message)).isEmpty();
            assertThat(query("select id from outbox where payload like ?", "%" + message + "%"))
                    .isEmpty();
        }
        // when
        worker.say(alice, running.run().completed("one two"));
        Response response = sayUnder(running, message);
        // then
        assertThat(heardBy(response))
                .contains(new PromptMessage(Role.ASSISTANT, Content.ofText("one two")));
    }

    @Test
    void answersARepeatAsBeforeWhateverRuns() {
        // given
        Turn first = ask();
        worker.say(alice, first.run().started(0));
        worker.say(alice, first.run().completed("one"));
        UUID message = newId();
        String accepted = sayUnder(first, message).then().statusCode(202).extract().asString();
        try (HeldProjection _ = HeldProjection.hold()) {
            // then its own answer runs, and nothing is projected
            sayUnder(first, message).then().statusCode(202).body(equalTo(accepted));
            say(alice, first.conversation(), first.message(), "hello")
                    .then()
                    .statusCode(202)
                    .body(equalTo(first.accepted()));
        }
    }

    @Test
    void waitsForTheEndOfAnAnswerThatIsBeingStopped() throws Exception {
        // given
        Turn turn = ask();
        begin(turn, "one ");
        as(alice)
                .post("/api/generations/" + turn.run().generation() + "/stop")
                .then()
                .statusCode(202);
        try (ExecutorService device = Executors.newSingleThreadExecutor()) {
            // when
            Future<Response> answer = device.submit(() -> sayUnder(turn, newId()));
            await().atMost(SOON).until(() -> answer.isDone() || waiting() == 1);
            assertThat(answer.isDone()).isFalse();
            worker.say(alice, turn.run().stopped("one "));
            // then
            assertThat(heardBy(answer.get(30, TimeUnit.SECONDS)))
                    .contains(new PromptMessage(Role.ASSISTANT, Content.ofText("one ")));
        }
    }

    @Test
    void hearsAsMuchOfABrokenAnswerAsItsReaderHas() throws Exception {
        // given
        Turn stopped = ask();
        begin(stopped, "so far");
        worker.say(alice, stopped.run().stopped("so far"));
        Turn failed = ask();
        begin(failed, "so far");
        worker.say(
                alice,
                failed.run().failed("so far", ProblemType.PROVIDER_CUT_OFF.because("Try again.")));
        Turn empty = ask();
        worker.say(alice, empty.run().started(0));
        worker.say(
                alice,
                empty.run().failed("", ProblemType.PROVIDER_UNREACHABLE.because("Try again.")));
        // then
        for (Turn turn : List.of(stopped, failed)) {
            assertThat(heardBy(sayUnder(turn, newId())))
                    .contains(new PromptMessage(Role.ASSISTANT, Content.ofText("so far")));
        }
        assertThat(heardBy(sayUnder(empty, newId())))
                .containsExactly(
                        new PromptMessage(Role.USER, Content.ofText("hello")),
                        new PromptMessage(Role.USER, Content.ofText("and then?")));
    }

    @Test
    void countsNoAnswerWhoseEndTheLogHasAgainstTheLimit() throws Exception {
        // given as many as one user may have, of which one has ended
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            turns.add(ask());
        }
        begin(turns.getFirst(), "one");
        try (HeldProjection held = HeldProjection.hold();
                ExecutorService device = Executors.newSingleThreadExecutor()) {
            worker.say(alice, turns.getFirst().run().completed("one"));
            // when
            Future<Response> answer =
                    device.submit(() -> say(alice, conversationOf(alice), newId(), "one more"));
            await().atMost(SOON).until(() -> answer.isDone() || waiting() == 1);
            held.release();
            // then
            assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
        }
    }

    private Turn ask() {
        UUID conversation = conversationOf(alice);
        UUID message = newId();
        Response response = say(alice, conversation, message, "hello");
        JsonPath body = response.then().statusCode(202).extract().jsonPath();
        UUID generation = UUID.fromString(body.getString("generation.id"));
        return new Turn(
                conversation,
                message,
                response.asString(),
                UUID.fromString(body.getString("reply.id")),
                new Played(conversation, generation, 1, "run"));
    }

    /** Until it is stored that the answer runs. */
    private void begin(Turn turn, String text) {
        worker.say(alice, turn.run().started(0));
        worker.say(alice, turn.run().progressed(0, text));
        await().atMost(SOON)
                .until(() ->
                        query(
                                        "select mark_length from generation where id = ?",
                                        turn.run().generation())
                                .equals(List.of(Integer.toString(text.length()))));
    }

    private Response sayUnder(Turn turn, UUID message) {
        return as(alice)
                .body("{\"parentId\": \"%s\", \"text\": \"and then?\"}".formatted(turn.reply()))
                .put(messagePath(turn.conversation(), message));
    }

    /** How many messages wait for what is before them. */
    private int waiting() {
        var gauge = meters.find("holdfast.message.waiting").gauge();
        return gauge == null ? 0 : (int) gauge.value();
    }

    private List<PromptMessage> heardBy(Response response) throws Exception {
        String generation =
                response.then().statusCode(202).extract().jsonPath().getString("generation.id");
        return json.readValue(requestOf(generation), GenerationRequested.class).messages();
    }

    private static @Nullable String requestOf(String generation) {
        return await().atMost(SOON)
                .until(
                        () ->
                                TopicReader.read(
                                                config("kafka.bootstrap.servers"),
                                                Topic.GENERATION_REQUESTS)
                                        .stream()
                                        .filter(record -> generation.equals(record.key()))
                                        .toList(),
                        found -> found.size() == 1)
                .getFirst()
                .value();
    }
}
