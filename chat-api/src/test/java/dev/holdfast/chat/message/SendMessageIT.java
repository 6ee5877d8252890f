package dev.holdfast.chat.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.chat.stack.ApiTest;
import dev.holdfast.chat.stack.TopicReader;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Opaque;
import dev.holdfast.contracts.content.Part;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.contracts.wire.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@Timeout(120)
class SendMessageIT extends ApiTest {
    private final String alice = someone();

    @Inject ObjectMapper json;

    @Test
    void acceptsWithThePlaceOfTheReplyAndTellsEveryone() throws Exception {
        // given
        UUID conversation = conversationOf(alice);
        UUID message = newId();
        // when
        JsonPath accepted =
                say(alice, conversation, message, "hello")
                        .then()
                        .statusCode(202)
                        .extract()
                        .jsonPath();
        // then
        assertThat(accepted.getString("message.id")).isEqualTo(message.toString());
        assertThat(accepted.getString("message.role")).isEqualTo("user");
        assertThat(accepted.getString("reply.parentId")).isEqualTo(message.toString());
        assertThat(accepted.getString("reply.status")).isEqualTo("queued");
        assertThat(accepted.getString("generation.messageId"))
                .isEqualTo(accepted.getString("reply.id"));
        assertThat(accepted.getString("generation.status")).isEqualTo("queued");
        await().untilAsserted(() ->
                assertThat(eventsOf(alice))
                        .containsExactly(
                                "conversation.created",
                                "message.appended",
                                "message.appended",
                                "generation.queued",
                                "conversation.updated"));
        GenerationRequested request = requestOf(accepted.getString("generation.id"));
        assertThat(request.owner()).isEqualTo(alice);
        assertThat(request.attempt()).isEqualTo(1);
        assertThat(request.sealedKey()).isNull();
        assertThat(request.messages())
                .containsExactly(new PromptMessage(Role.USER, Content.ofText("hello")));
        assertThat(request.known())
                .isNotNull()
                .satisfies(known -> {
                    assertThat(known.attempt()).isZero();
                    assertThat(known.run()).isNull();
                    assertThat(known.logPosition().topicId().toString())
                            .isEqualTo(
                                    query("select topic_id from log_position limit 1").getFirst());
                    assertThat(known.logPosition().offset()).isBetween(0L, offsetOfQueued(alice));
                });
    }

    @Test
    void showsTheMessageInItsConversation() {
        // given
        UUID conversation = conversationOf(alice);
        JsonPath accepted = say(alice, conversation, newId(), "hello").jsonPath();
        // when
        JsonPath opened =
                as(alice)
                        .get("/api/conversations/" + conversation)
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        // then
        assertThat(opened.getMap("messages[0]")).isEqualTo(accepted.getMap("message"));
        assertThat(opened.getMap("messages[1]")).isEqualTo(accepted.getMap("reply"));
        assertThat(opened.getString("generations[0].generationId"))
                .isEqualTo(accepted.getString("generation.id"));
        assertThat(opened.getString("cursor")).isNotBlank();
    }

    @Test
    void answersTheSameRequestSentAtOnceWithOneGeneration() throws Exception {
        // given
        UUID conversation = conversationOf(alice);
        int rounds = 50;
        List<UUID> messages = IntStream.range(0, rounds).mapToObj(_ -> newId()).toList();
        Set<String> generations = ConcurrentHashMap.newKeySet();
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<Void> device =
                () -> {
                    for (UUID message : messages) {
                        together.await(10, TimeUnit.SECONDS);
                        String answer =
                                say(alice, conversation, message, "hello")
                                        .then()
                                        .statusCode(202)
                                        .extract()
                                        .asString();
                        generations.add(message + " " + answer);
                        together.await(10, TimeUnit.SECONDS);
                        endAllOf(alice);
                    }
                    return null;
                };
        // when
        try (ExecutorService devices = Executors.newFixedThreadPool(2)) {
            List<Future<Void>> running = List.of(devices.submit(device), devices.submit(device));
            for (Future<Void> each : running) {
                each.get(90, TimeUnit.SECONDS);
            }
        }
        // then
        assertThat(generations).hasSize(rounds);
        assertThat(query("select id from generation where owner = ?", alice)).hasSize(rounds);
        assertThat(query("select id from message where owner = ?", alice)).hasSize(2 * rounds);
        await().until(() -> query("select id from outbox where key = ?", alice).isEmpty());
        await().untilAsserted(() ->
                assertThat(
                                TopicReader.read(
                                                config("kafka.bootstrap.servers"),
                                                Topic.GENERATION_REQUESTS)
                                        .stream()
                                        .filter(record -> record.value().contains(alice)))
                        .hasSize(rounds));
    }

    @Test
    void refusesAnotherBodyUnderTheSameId() {
        // given
        UUID conversation = conversationOf(alice);
        UUID message = newId();
        JsonPath accepted = say(alice, conversation, message, "hello").jsonPath();
        // then
        say(alice, conversation, message, "hello!")
                .then()
                .statusCode(409)
                .body("slug", equalTo("id-in-use"));
        say(alice, conversationOf(alice), message, "hello").then().statusCode(409);
        as(alice)
                .body("{\"text\": \"hello\", \"options\": {\"temperature\": 1}}")
                .put(messagePath(conversation, message))
                .then()
                .statusCode(409);
        say(alice, conversation, UUID.fromString(accepted.getString("reply.id")), "hello")
                .then()
                .statusCode(409);
        assertThat(query("select id from generation where owner = ?", alice)).hasSize(1);
    }

    @Test
    void asksWithThePathFromTheRoot() throws Exception {
        // given
        UUID conversation = conversationOf(alice);
        UUID first = newId();
        String reply = say(alice, conversation, first, "first").jsonPath().getString("reply.id");
        say(alice, conversation, newId(), "another branch");
        update(
                """
                update message set status = 'stopped', content = '{"parts": [
                    {"type": "reasoning", "text": "Hm."},
                    {"type": "reasoning", "text": "", "opaque": {"vendor": "v", "state": {"s": 1}}},
                    {"type": "text", "text": "answer", "html": ["<p>answer</p>"]},
                    {"type": "text", "text": "", "html": ["<p></p>"]},
                    {"type": "later", "html": ["x"]}],
                    "citations": [{"number": 1, "url": "https://example.com/a"}]}'
                where id = ?
                """,
                UUID.fromString(reply));
        // when
        String generation =
                as(alice)
                        .body("{\"parentId\": \"%s\", \"text\": \"second\"}".formatted(reply))
                        .put(messagePath(conversation, newId()))
                        .then()
                        .statusCode(202)
                        .extract()
                        .jsonPath()
                        .getString("generation.id");
        // then
        assertThat(requestOf(generation).messages())
                .containsExactly(
                        new PromptMessage(Role.USER, Content.ofText("first")),
                        new PromptMessage(
                                Role.ASSISTANT,
                                Content.of(
                                        new Part.Reasoning("", new Opaque("v", Map.of("s", 1))),
                                        new Part.Text("answer", List.of()),
                                        new Part.Unrecognised(
                                                "later", Map.of("html", List.of("x"))))),
                        new PromptMessage(Role.USER, Content.ofText("second")));
    }

    @Test
    void leavesOutTheOldestWhereThePathIsTooLong() throws Exception {
        // given
        UUID conversation = conversationOf(alice);
        String parent = null;
        String generation = "";
        // Three bytes each: 15 of these are more than 4 MiB.
        String long100k = "語".repeat(100_000);
        for (int i = 0; i < 16; i++) {
            JsonPath accepted =
                    as(alice)
                            .body(
                                    "{\"parentId\": %s, \"text\": \"%02d%s\"}"
                                            .formatted(
                                                    parent == null ? "null" : '"' + parent + '"',
                                                    i,
                                                    long100k.substring(2)))
                            .put(messagePath(conversation, newId()))
                            .then()
                            .statusCode(202)
                            .extract()
                            .jsonPath();
            parent = accepted.getString("reply.id");
            generation = accepted.getString("generation.id");
            endAllOf(alice);
        }
        // then
        List<PromptMessage> asked = requestOf(generation).messages();
        assertThat(asked).hasSize(13);
        assertThat(asked.getFirst().content().text()).startsWith("03");
        assertThat(asked.getLast().content().text()).startsWith("15");
    }

    @Test
    void knowsNoParentInAnotherConversationOrOfAStranger() {
        // given
        UUID other = newId();
        say(alice, conversationOf(alice), other, "hello");
        UUID ofStranger = newId();
        String mallory = someone();
        say(mallory, conversationOf(mallory), ofStranger, "hello");
        UUID conversation = conversationOf(alice);
        for (UUID parent : List.of(other, ofStranger, newId())) {
            as(alice)
                    .body("{\"parentId\": \"%s\", \"text\": \"hello\"}".formatted(parent))
                    .put(messagePath(conversation, newId()))
                    .then()
                    .statusCode(404)
                    .body("slug", equalTo("message-not-found"))
                    .body("field", equalTo("parentId"));
        }
    }

    @Test
    void letsTwoUsersUseTheSameIds() {
        // given
        String bob = someone();
        UUID conversation = conversationOf(alice);
        as(bob).body("{}").put("/api/conversations/" + conversation).then().statusCode(201);
        UUID message = newId();
        // when
        JsonPath ofAlice = say(alice, conversation, message, "hello").jsonPath();
        JsonPath ofBob = say(bob, conversation, message, "hello").jsonPath();
        // then
        assertThat(ofBob.getString("generation.id"))
                .isNotEqualTo(ofAlice.getString("generation.id"));
    }

    @Test
    void takesNoMoreThanTheLimitHoweverManyAskAtOnce() throws Exception {
        // given
        UUID conversation = conversationOf(alice);
        // when
        List<Integer> statuses;
        try (ExecutorService devices = Executors.newFixedThreadPool(10)) {
            statuses =
                    devices
                            .invokeAll(
                                    IntStream.range(0, 20)
                                            .<Callable<Integer>>mapToObj(_ ->
                                                    () ->
                                                            say(
                                                                            alice,
                                                                            conversation,
                                                                            newId(),
                                                                            "hello")
                                                                    .statusCode())
                                            .toList())
                            .stream()
                            .map(Future::resultNow)
                            .toList();
        }
        // then
        assertThat(statuses).containsOnly(202, 429);
        assertThat(statuses.stream().filter(status -> status == 202)).hasSize(8);
        say(alice, conversation, newId(), "hello")
                .then()
                .statusCode(429)
                .header("Retry-After", "1")
                .body("slug", equalTo("too-many-generations"));
    }

    @Test
    void refusesWhatIsTooLongOrEmpty() {
        // given
        UUID conversation = conversationOf(alice);
        // then
        say(alice, conversation, newId(), "x".repeat(100_000)).then().statusCode(202);
        say(alice, conversation, newId(), "x".repeat(100_001))
                .then()
                .statusCode(413)
                .body("slug", equalTo("message-too-long"))
                .body("field", equalTo("text"));
        say(alice, conversation, newId(), "  ")
                .then()
                .statusCode(422)
                .body("slug", equalTo("invalid-field"));
        say(alice, conversation, newId(), "nul \\u0000")
                .then()
                .statusCode(422)
                .body("field", equalTo("text"));
        say(alice, conversation, newId(), "half \\ud83d")
                .then()
                .statusCode(422)
                .body("field", equalTo("text"));
    }

    @Test
    void answersWithTheModelOfTheMessageTheConversationOrTheService() {
        // given
        UUID conversation = conversationOf(alice);
        // then
        as(alice)
                .body("{\"text\": \"hello\"}")
                .put(messagePath(conversation, newId()))
                .then()
                .statusCode(202)
                .body("generation.model.provider", equalTo("demo"))
                .body("generation.model.name", equalTo("holdfast-demo"));
        // when
        as(alice)
                .body("{\"model\": {\"provider\": \"demo\", \"name\": \"other\"}}")
                .put("/api/conversations/" + conversation);
        // then
        as(alice)
                .body("{\"text\": \"hello\"}")
                .put(messagePath(conversation, newId()))
                .then()
                .body("generation.model.name", equalTo("other"));
    }

    @Test
    void answersWithTheUsersOwnKeyBeforeTheDemo() {
        // given
        as(alice).body("{\"key\": \"sk-12345678\"}").put("/api/keys/own").then().statusCode(200);
        // then
        as(alice)
                .body("{\"text\": \"hello\"}")
                .put(messagePath(conversationOf(alice), newId()))
                .then()
                .statusCode(202)
                .body("generation.model.provider", equalTo("own"));
    }

    @Test
    void refusesAModelThatNobodyServesOrThatWantsAKey() {
        // given
        UUID conversation = conversationOf(alice);
        String body = "{\"text\": \"hello\", \"model\": {\"provider\": \"%s\", \"name\": \"m\"}}";
        // then
        as(alice)
                .body(body.formatted("nobody"))
                .put(messagePath(conversation, newId()))
                .then()
                .statusCode(422)
                .body("slug", equalTo("model-unavailable"));
        as(alice)
                .body(body.formatted("own"))
                .put(messagePath(conversation, newId()))
                .then()
                .statusCode(422)
                .body("slug", equalTo("key-required"));
        // when
        as(alice).body("{\"key\": \"sk-12345678\"}").put("/api/keys/own").then().statusCode(200);
        // then
        as(alice)
                .body(body.formatted("own"))
                .put(messagePath(conversation, newId()))
                .then()
                .statusCode(202);
    }

    private static long offsetOfQueued(String owner) {
        return TopicReader.read(config("kafka.bootstrap.servers"), Topic.CONVERSATION_EVENTS)
                .stream()
                .filter(record -> owner.equals(record.key()))
                .filter(record -> record.value().contains("generation.queued"))
                .findFirst()
                .orElseThrow()
                .offset();
    }

    private GenerationRequested requestOf(String generation) throws Exception {
        return json.readValue(
                await().until(
                                () ->
                                        TopicReader.read(
                                                        config("kafka.bootstrap.servers"),
                                                        Topic.GENERATION_REQUESTS)
                                                .stream()
                                                .filter(record -> generation.equals(record.key()))
                                                .toList(),
                                found -> found.size() == 1)
                        .getFirst()
                        .value(),
                GenerationRequested.class);
    }
}
