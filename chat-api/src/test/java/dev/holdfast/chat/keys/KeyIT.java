package dev.holdfast.chat.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import dev.holdfast.chat.stack.ApiTest;
import dev.holdfast.chat.stack.Played;
import dev.holdfast.chat.stack.PlayedWorker;
import dev.holdfast.chat.stack.TopicReader;
import dev.holdfast.contracts.log.KeyChecked;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.KeyCheckRequested;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.contracts.wire.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@Timeout(60)
class KeyIT extends ApiTest {
    private static final String KEY = "sk-a-very-secret-provider-key-x9Qz";

    private final String alice = someone();

    @Inject ObjectMapper json;

    @Test
    void keepsAKeyAndShowsNothingButItsEnd() {
        // when
        put("openai", KEY)
                // then
                .then()
                .statusCode(200)
                .body("provider", equalTo("openai"))
                .body("lastFour", equalTo("x9Qz"));
        String listed =
                as(alice)
                        .get("/api/keys")
                        .then()
                        .statusCode(200)
                        .body("keys", hasSize(1))
                        .extract()
                        .asString();
        assertThat(listed).contains("x9Qz").doesNotContain("sk-a");
    }

    @Test
    void sealsForTheUserTheProviderAndTheVersion() throws Exception {
        // given
        put("demo", KEY);
        UUID conversation = conversationOf(alice);
        // when
        String generation =
                say(alice, conversation, newId(), "hello").jsonPath().getString("generation.id");
        // then
        SealedKey sealed =
                Objects.requireNonNull(
                        json.readValue(
                                        await().until(
                                                        () -> requests(generation),
                                                        found -> found.size() == 1)
                                                .getFirst()
                                                .value(),
                                        GenerationRequested.class)
                                .sealedKey());
        assertThat(open(sealed, alice)).isEqualTo(KEY);
    }

    @Test
    void putsANewKeyInPlaceOfTheOldOne() {
        // given
        put("openai", KEY);
        int before = version();
        // when
        put("openai", "another-key-abcd").then().body("lastFour", equalTo("abcd"));
        // then
        assertThat(version()).isGreaterThan(before);
        as(alice).get("/api/keys").then().body("keys", hasSize(1));
    }

    @Test
    void forgetsAKey() {
        // given
        put("openai", KEY);
        // when
        as(alice).delete("/api/keys/openai").then().statusCode(204);
        // then
        as(alice).get("/api/keys").then().body("keys", hasSize(0));
        as(alice)
                .delete("/api/keys/openai")
                .then()
                .statusCode(404)
                .body("slug", equalTo("key-not-found"));
    }

    @Test
    void hasANewKeyTriedByTheWorkers() throws Exception {
        // when
        put("openai", KEY).then().body("status", equalTo("checking"));
        // then
        KeyCheckRequested request = tries().getFirst();
        assertThat(request.sealedKey().provider()).isEqualTo("openai");
        assertThat(request.sealedKey().version()).isEqualTo(version());
        assertThat(open(request.sealedKey(), alice)).isEqualTo(KEY);
    }

    @Test
    void showsWhatComesOfATry() throws Exception {
        try (PlayedWorker worker = new PlayedWorker(config("kafka.bootstrap.servers"), json)) {
            // given
            put("openai", KEY);
            int first = tries().getFirst().sealedKey().version();
            // when
            worker.say(
                    alice,
                    tried(
                            first,
                            KeyChecked.Outcome.REFUSED,
                            ProblemType.PROVIDER_KEY_REFUSED.because("Store another one.")));
            // then
            await().until(() -> statusOf("openai").equals("refused"));
            as(alice)
                    .get("/api/keys")
                    .then()
                    .body("keys[0].problem.slug", equalTo("provider-key-refused"))
                    .body("keys[0].checkedAt", notNullValue());
            // when
            as(alice)
                    .post("/api/keys/openai/check")
                    .then()
                    .statusCode(202)
                    .body("status", equalTo("checking"))
                    .body("problem", nullValue());
            // then
            await().until(() -> tries().size() == 2);
            worker.say(alice, tried(first, KeyChecked.Outcome.WORKS, null));
            await().until(() -> statusOf("openai").equals("works"));
        }
    }

    @Test
    void doesNotTakeAWordOnAnOldKeyOrOnAStrangersForOneOnTheNew() throws Exception {
        try (PlayedWorker worker = new PlayedWorker(config("kafka.bootstrap.servers"), json)) {
            // given
            put("openai", KEY);
            int old = version();
            put("openai", "another-key-abcd");
            int present = version();
            // when
            worker.say(someone(), tried(present, KeyChecked.Outcome.REFUSED, null));
            worker.say(alice, tried(old, KeyChecked.Outcome.REFUSED, null));
            put("demo", KEY);
            int later = version("demo");
            worker.say(
                    alice,
                    new KeyChecked(Instant.now(), "demo", later, KeyChecked.Outcome.WORKS, null));
            // then
            await().until(() -> statusOf("demo").equals("works"));
            assertThat(statusOf("openai")).isEqualTo("checking");
        }
    }

    @Test
    void marksAKeyThatWasRefusedWhileAnAnswerWasAskedFor() {
        try (PlayedWorker worker = new PlayedWorker(config("kafka.bootstrap.servers"), json)) {
            // given
            put("demo", KEY);
            UUID conversation = conversationOf(alice);
            UUID generation =
                    UUID.fromString(
                            say(alice, conversation, newId(), "hello")
                                    .jsonPath()
                                    .getString("generation.id"));
            Played run = new Played(conversation, generation, 1, "run");
            // when
            worker.say(alice, run.started(0));
            worker.say(
                    alice,
                    run.failed(ProblemType.PROVIDER_KEY_REFUSED.because("Store another one.")));
            // then
            await().until(() -> statusOf("demo").equals("refused"));
        }
    }

    @Test
    void doesNotShowATryForEverThatNobodyAnswers() {
        // given
        put("openai", KEY);
        assertThat(statusOf("openai")).isEqualTo("checking");
        // when
        update(
                "update provider_key set check_requested_at = now() - interval '2 minutes'"
                        + " where owner = ?",
                alice);
        // then
        as(alice)
                .get("/api/keys")
                .then()
                .body("keys[0].status", equalTo("unreachable"))
                .body("keys[0].problem.slug", equalTo("no-worker-available"));
    }

    @Test
    void triesNoKeyThatIsNotKept() {
        as(alice)
                .post("/api/keys/openai/check")
                .then()
                .statusCode(404)
                .body("slug", equalTo("key-not-found"));
    }

    @Test
    void knowsNothingOfAStrangersKey() {
        // given
        put("openai", KEY);
        String mallory = someone();
        // then
        as(mallory).get("/api/keys").then().body("keys", hasSize(0));
        as(mallory).delete("/api/keys/openai").then().statusCode(404);
        as(alice).get("/api/keys").then().body("keys", hasSize(1));
    }

    @Test
    void refusesWhatCannotBeAKeyWithoutRepeatingIt() {
        for (String bad :
                List.of(
                        "",
                        "        ",
                        "sh0rt",
                        "x".repeat(501),
                        "two\\nlines-of-key",
                        "ключ-ключ")) {
            String answer =
                    put("openai", bad)
                            .then()
                            .statusCode(422)
                            .body("field", equalTo("key"))
                            .extract()
                            .asString();
            if (!bad.isBlank()) {
                assertThat(answer).doesNotContain(bad);
            }
        }
        as(alice)
                .body("{\"key\": {\"%s\": 1}}".formatted(KEY))
                .put("/api/keys/openai")
                .then()
                .statusCode(422);
        as(alice)
                .body("{\"key\": \"%s\"}".formatted(KEY))
                .put("/api/keys/Open%20AI")
                .then()
                .statusCode(404);
    }

    @Test
    void leavesNoTraceOfTheKey() {
        // given
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        Handler listener = listener(logged);
        Logger root = Logger.getLogger("");
        root.addHandler(listener);
        // when
        try {
            put("demo", KEY).then().statusCode(200);
            as(alice)
                    .body("{\"key\": \"%s\", \"more\": 1}".formatted(KEY))
                    .put("/api/keys/demo")
                    .then()
                    .statusCode(400);
            as(alice)
                    .body("{\"key\": \"%s\"".formatted(KEY))
                    .put("/api/keys/demo")
                    .then()
                    .statusCode(400);
            String generation =
                    say(alice, conversationOf(alice), newId(), "hello")
                            .jsonPath()
                            .getString("generation.id");
            await().until(() -> requests(generation), found -> found.size() == 1);
        } finally {
            root.removeHandler(listener);
        }
        // then
        assertThat(logged).noneMatch(line -> line.contains(KEY));
        assertThat(query("select row_to_json(k)::text from provider_key k where owner = ?", alice))
                .hasSize(1)
                .noneMatch(row -> row.contains(KEY))
                .noneMatch(row -> row.contains(hex(KEY)));
        assertThat(TopicReader.read(config("kafka.bootstrap.servers"), Topic.GENERATION_REQUESTS))
                .noneMatch(record -> record.value().contains(KEY));
    }

    private static Handler listener(Queue<String> logged) {
        Handler handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord record) {
                        logged.add(record.getMessage() + ' ' + record.getThrown());
                        logged.add(Arrays.toString(record.getParameters()));
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        handler.setLevel(Level.ALL);
        return handler;
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private Response put(String provider, String key) {
        return as(alice).body("{\"key\": \"%s\"}".formatted(key)).put("/api/keys/" + provider);
    }

    private int version() {
        return version("openai");
    }

    private int version(String provider) {
        return Integer.parseInt(
                query(
                                "select version from provider_key where owner = ? and provider = ?",
                                alice,
                                provider)
                        .getFirst());
    }

    private String statusOf(String provider) {
        return as(alice)
                .get("/api/keys")
                .jsonPath()
                .getString("keys.find { it.provider == '" + provider + "' }.status");
    }

    private static KeyChecked tried(
            int version, KeyChecked.Outcome outcome, @Nullable Problem problem) {
        return new KeyChecked(Instant.now(), "openai", version, outcome, problem);
    }

    /** What the workers were asked to try for alice; one at least. */
    private List<KeyCheckRequested> tries() {
        return await().until(
                        () ->
                                TopicReader.read(
                                                config("kafka.bootstrap.servers"),
                                                Topic.GENERATION_REQUESTS)
                                        .stream()
                                        .filter(record -> alice.equals(record.key()))
                                        .map(record -> keyCheck(record.value()))
                                        .toList(),
                        found -> !found.isEmpty());
    }

    private KeyCheckRequested keyCheck(String value) {
        try {
            return json.readValue(value, KeyCheckRequested.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ConsumerRecord<String, String>> requests(String generation) {
        return TopicReader.read(config("kafka.bootstrap.servers"), Topic.GENERATION_REQUESTS)
                .stream()
                .filter(record -> generation.equals(record.key()))
                .toList();
    }

    private static String open(SealedKey sealed, String owner) throws Exception {
        HybridDecrypt decrypt =
                TinkJsonProtoKeysetFormat.parseKeyset(
                                config("test.private-keyset"),
                                RegistryConfiguration.get(),
                                InsecureSecretKeyAccess.get())
                        .getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class);
        return new String(
                decrypt.decrypt(
                        sealed.ciphertextBytes(),
                        SealedKey.context(owner, sealed.provider(), sealed.version())),
                StandardCharsets.UTF_8);
    }
}
