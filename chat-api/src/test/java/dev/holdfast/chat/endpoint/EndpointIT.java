package dev.holdfast.chat.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
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
import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.log.EndpointChecked;
import dev.holdfast.contracts.log.KeyChecked.Outcome;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.contracts.request.EndpointCheckRequested;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.contracts.wire.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(EndpointsAllowed.class)
@Timeout(60)
class EndpointIT extends ApiTest {
    private static final String KEY = "sk-of-the-endpoint-x9Qz";
    private static final String ADDRESS = "https://models.example.org/v1";

    private final String alice = someone();

    @Inject ObjectMapper json;

    @Test
    void keepsAnEndpointAndShowsItToItsUserAlone() {
        // when
        put(
                        "home",
                        """
                        {"title": "At home", "baseUrl": "HTTPS://Models.example.org:443/v1/",
                         "key": "%s", "models": ["a", "b", "a"]}\
                        """
                                .formatted(KEY))
                .then()
                .statusCode(201)
                .body("name", equalTo("home"))
                .body("provider", equalTo("custom:home"))
                .body("title", equalTo("At home"))
                .body("baseUrl", equalTo(ADDRESS))
                .body("lastFour", equalTo("x9Qz"))
                .body("models", contains("a", "b"))
                .body("status", equalTo("checking"))
                .body("$", not(hasKey("key")));

        // then
        endpoints(alice).body("endpoints", hasSize(1));
        modelsOf(alice)
                .body("providers.find { it.id == 'custom:home' }.title", equalTo("At home"))
                .body("providers.find { it.id == 'custom:home' }.access", equalTo("own-key"))
                .body("providers.find { it.id == 'custom:home' }.health", equalTo("up"))
                .body("providers.find { it.id == 'custom:home' }.models.name", contains("a", "b"));
        String mallory = someone();
        endpoints(mallory).body("endpoints", hasSize(0));
        modelsOf(mallory).body("providers.find { it.id == 'custom:home' }", nullValue());
    }

    @Test
    void isAsUnknownToAStrangerAsOneThatDoesNotExist() {
        // given
        put("home", "{\"baseUrl\": \"" + ADDRESS + "\"}").then().statusCode(201);
        String mallory = someone();
        UUID hers = conversationOf(mallory);

        // then
        for (String name : List.of("home", "nowhere")) {
            as(mallory).delete("/api/endpoints/" + name).then().statusCode(404);
            as(mallory)
                    .post("/api/endpoints/" + name + "/check")
                    .then()
                    .statusCode(404)
                    .body("slug", equalTo("endpoint-not-found"));
            say(mallory, hers, "custom:" + name)
                    .then()
                    .statusCode(404)
                    .body("slug", equalTo("endpoint-not-found"))
                    .body("field", equalTo("model"));
        }
        as(mallory).delete("/api/endpoints/No%20Name").then().statusCode(404);
        endpoints(alice).body("endpoints", hasSize(1));
    }

    @Test
    void asksAnswersOfItWithTheKeySealedForItsAddress() throws Exception {
        // given
        put("home", body(ADDRESS, KEY)).then().statusCode(201);

        // when
        String generation =
                say(alice, conversationOf(alice), "custom:home")
                        .then()
                        .statusCode(202)
                        .extract()
                        .jsonPath()
                        .getString("generation.id");

        // then
        GenerationRequested request =
                records(GenerationRequested.class, generation, GenerationRequested.TYPE).getFirst();
        assertThat(request.endpoint()).isEqualTo(new UserEndpoint("custom:home", "home", ADDRESS));
        SealedKey sealed = Objects.requireNonNull(request.sealedKey());
        assertThat(sealed.provider()).isEqualTo("custom:home");
        assertThat(open(sealed, ADDRESS)).isEqualTo(KEY);
        assertThat(opens(sealed, "https://elsewhere.example.org/v1")).isFalse();
        assertThat(opens(sealed, null)).isFalse();
    }

    @Test
    void hasItTriedAndOffersWhatItsListHas() {
        try (PlayedWorker worker = new PlayedWorker(config("kafka.bootstrap.servers"), json)) {
            // given
            put("home", body(ADDRESS, KEY)).then().statusCode(201);
            EndpointCheckRequested request = tries(1).getFirst();
            assertThat(request.endpoint().baseUrl()).isEqualTo(ADDRESS);
            assertThat(request.models()).isEmpty();

            // when
            worker.say(someone(), checked(request.version(), Outcome.REFUSED));
            worker.say(
                    alice,
                    checked(
                            request.version(),
                            Outcome.WORKS,
                            new ModelOffer("qwen3:8b", "Qwen", List.of(), 40_960)));

            // then
            awaitStatus("home", "works");
            endpoints(alice).body("endpoints[0].found", contains("qwen3:8b"));
            modelsOf(alice)
                    .body(
                            "providers.find { it.id == 'custom:home' }.models.contextTokens",
                            contains(40_960));

            // when it is tried again and is away
            as(alice)
                    .post("/api/endpoints/home/check")
                    .then()
                    .statusCode(202)
                    .body("status", equalTo("checking"));
            tries(2);
            worker.say(alice, checked(request.version(), Outcome.UNREACHABLE));

            // then its models are still offered
            awaitStatus("home", "unreachable");
            endpoints(alice).body("endpoints[0].found", contains("qwen3:8b"));
        }
    }

    @Test
    void doesNotTakeAWordOnTheOldOneForOneOnTheNew() {
        try (PlayedWorker worker = new PlayedWorker(config("kafka.bootstrap.servers"), json)) {
            // given
            put("home", body(ADDRESS, KEY)).then().statusCode(201);
            int old = tries(1).getFirst().version();
            put("home", body(ADDRESS, "another-key-abcd"))
                    .then()
                    .statusCode(200)
                    .body("lastFour", equalTo("abcd"));
            int present = tries(2).getLast().version();
            assertThat(present).isGreaterThan(old);

            // when
            worker.say(alice, checked(old, Outcome.REFUSED));
            worker.say(alice, checked(present, Outcome.WORKS));

            // then
            awaitStatus("home", "works");
        }
    }

    @Test
    void marksOneThatRefusedItsKeyWhileAnAnswerWasAskedFor() {
        try (PlayedWorker worker = new PlayedWorker(config("kafka.bootstrap.servers"), json)) {
            // given
            put("home", body(ADDRESS, KEY)).then().statusCode(201);
            put("other", body(ADDRESS, KEY)).then().statusCode(201);
            UUID conversation = conversationOf(alice);
            UUID generation =
                    UUID.fromString(
                            say(alice, conversation, "custom:home")
                                    .jsonPath()
                                    .getString("generation.id"));
            Played run = new Played(conversation, generation, 1, "run");

            // when
            worker.say(alice, run.started(0));
            worker.say(alice, run.failed(ProblemType.PROVIDER_KEY_REFUSED.because("Check it.")));

            // then
            awaitStatus("home", "refused");
            endpoints(alice)
                    .body("endpoints.find { it.name == 'other' }.status", equalTo("checking"));
        }
    }

    @Test
    void keepsItsKeyUnlessTheAddressIsAnother() throws Exception {
        // given
        put("home", body(ADDRESS, KEY)).then().statusCode(201);

        // when only its title changes, it keeps the key of before
        put("home", "{\"title\": \"New\", \"baseUrl\": \"" + ADDRESS + "\"}")
                .then()
                .statusCode(200)
                .body("title", equalTo("New"))
                .body("lastFour", equalTo("x9Qz"));
        SealedKey kept = Objects.requireNonNull(tries(2).getLast().sealedKey());
        assertThat(open(kept, ADDRESS)).isEqualTo(KEY);

        // then it is not silently sent elsewhere, nor silently lost
        put("home", "{\"baseUrl\": \"https://elsewhere.example.org\"}")
                .then()
                .statusCode(422)
                .body("field", equalTo("key"));
        put("home", "{\"baseUrl\": \"https://elsewhere.example.org\", \"key\": \"\"}")
                .then()
                .statusCode(200)
                .body("$", not(hasKey("lastFour")));
        assertThat(tries(3).getLast().sealedKey()).isNull();
    }

    @Test
    void forgetsIt() {
        // given
        put("home", body(ADDRESS, KEY)).then().statusCode(201);
        UUID conversation = conversationOf(alice);

        // when
        as(alice).delete("/api/endpoints/home").then().statusCode(204);

        // then
        endpoints(alice).body("endpoints", hasSize(0));
        say(alice, conversation, "custom:home").then().statusCode(404);
        as(alice).delete("/api/endpoints/home").then().statusCode(404);
        assertThat(query("select name from endpoint where owner = ?", alice)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://models.example.org/v1",
                "https://127.0.0.1/v1",
                "https://10.1.2.3/v1",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]:8443/v1",
                "https://[fd00:ec2::254]/v1",
                "https://[::ffff:10.0.0.1]/v1",
                "https://localhost:11434/v1",
                "https://models.example.org:22/v1",
                "http://192.168.1.20:11435/v1",
            })
    void refusesAnAddressThatCanBeSeenToBeNoneOfTheInternet(String address) {
        put("home", body(address, KEY))
                .then()
                .statusCode(422)
                .body("slug", equalTo("endpoint-address-refused"))
                .body("field", equalTo("baseUrl"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not a url",
                "ftp://models.example.org",
                "https://user:secret@models.example.org/v1",
                "https://models.example.org/v1#x",
                "https://0x7f000001/v1",
            })
    void refusesWhatIsNoAddressWithoutRepeatingIt(String address) {
        String answer =
                put("home", body(address, KEY))
                        .then()
                        .statusCode(422)
                        .body("slug", equalTo("invalid-field"))
                        .body("field", equalTo("baseUrl"))
                        .extract()
                        .asString();
        assertThat(answer).doesNotContain(address).doesNotContain("secret");
    }

    @Test
    void takesWhatTheOperatorHasListed() {
        put("one", body("http://ollama.lan:11434/v1", KEY)).then().statusCode(201);
        put("two", "{\"baseUrl\": \"http://192.168.1.20:11434/v1\"}").then().statusCode(201);
    }

    @Test
    void refusesTheOtherFieldsByTheirNames() {
        refused("{\"key\": \"" + KEY + "\"}", "baseUrl");
        refused("{\"baseUrl\": \"" + ADDRESS + "\", \"key\": \"short\"}", "key");
        refused("{\"baseUrl\": \"" + ADDRESS + "\", \"title\": \" \"}", "title");
        refused("{\"baseUrl\": \"" + ADDRESS + "\", \"models\": [\"a\", \"\"]}", "models[1]");
        refused("{\"baseUrl\": \"" + ADDRESS + "\", \"models\": [null]}", "models[0]");
        as(alice)
                .body("{\"baseUrl\": \"" + ADDRESS + "\"}")
                .put("/api/endpoints/Not%20a%20name")
                .then()
                .statusCode(422)
                .body("field", equalTo("name"));
    }

    private void refused(String body, String field) {
        put("home", body)
                .then()
                .statusCode(422)
                .body("slug", equalTo("invalid-field"))
                .body("field", equalTo(field));
    }

    @Test
    void keepsNoMoreThanTheOperatorLetsAUserHave() {
        for (int i = 0; i < 3; i++) {
            put("home-" + i, body(ADDRESS, KEY)).then().statusCode(201);
        }
        put("one-more", body(ADDRESS, KEY))
                .then()
                .statusCode(422)
                .body("slug", equalTo("too-many-endpoints"));
        put("home-0", body(ADDRESS, KEY)).then().statusCode(200);
    }

    @Test
    void keepsNoKeyInTheClear() {
        // given
        put("home", body(ADDRESS, KEY)).then().statusCode(201);
        tries(1);

        // then
        assertThat(query("select row_to_json(e)::text from endpoint e where owner = ?", alice))
                .hasSize(1)
                .noneMatch(row -> row.contains(KEY));
        assertThat(TopicReader.read(config("kafka.bootstrap.servers"), Topic.GENERATION_REQUESTS))
                .noneMatch(record -> record.value().contains(KEY));
    }

    private static String body(String address, String key) {
        return "{\"baseUrl\": \"%s\", \"key\": \"%s\"}".formatted(address, key);
    }

    private Response put(String name, String body) {
        return as(alice).body(body).put("/api/endpoints/" + name);
    }

    private Response say(String user, UUID conversation, String provider) {
        return as(user).body(
                        """
                        {"parentId": null, "text": "Hi",
                         "model": {"provider": "%s", "name": "m"}}\
                        """
                                .formatted(provider))
                .put(messagePath(conversation, newId()));
    }

    private ValidatableResponse endpoints(String user) {
        return as(user).get("/api/endpoints").then().statusCode(200);
    }

    private ValidatableResponse modelsOf(String user) {
        return as(user).get("/api/models").then().statusCode(200);
    }

    private void awaitStatus(String name, String status) {
        await().until(() ->
                status.equals(
                        as(alice)
                                .get("/api/endpoints")
                                .jsonPath()
                                .getString("endpoints.find { it.name == '" + name + "' }.status")));
    }

    private static EndpointChecked checked(int version, Outcome outcome, ModelOffer... models) {
        return new EndpointChecked(
                Instant.now(), "custom:home", version, outcome, List.of(models), null);
    }

    /** What the workers were asked to try for alice, once there are so many. */
    private List<EndpointCheckRequested> tries(int count) {
        return await().until(
                        () ->
                                records(
                                        EndpointCheckRequested.class,
                                        alice,
                                        EndpointCheckRequested.TYPE),
                        found -> found.size() == count);
    }

    private <T> List<T> records(Class<T> kind, String key, String type) {
        return await().until(
                        () ->
                                TopicReader.read(
                                                config("kafka.bootstrap.servers"),
                                                Topic.GENERATION_REQUESTS)
                                        .stream()
                                        .filter(record -> key.equals(record.key()))
                                        .filter(record ->
                                                record.value().contains("\"" + type + "\""))
                                        .map(record -> read(record.value(), kind))
                                        .toList(),
                        found -> !found.isEmpty());
    }

    private <T> T read(String value, Class<T> kind) {
        try {
            return json.readValue(value, kind);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean opens(SealedKey sealed, @Nullable String address) {
        try {
            open(sealed, address);
            return true;
        } catch (GeneralSecurityException refused) {
            return false;
        }
    }

    private String open(SealedKey sealed, @Nullable String address)
            throws GeneralSecurityException {
        HybridDecrypt decrypt =
                TinkJsonProtoKeysetFormat.parseKeyset(
                                config("test.private-keyset"),
                                RegistryConfiguration.get(),
                                InsecureSecretKeyAccess.get())
                        .getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class);
        byte[] context =
                address == null
                        ? SealedKey.context(alice, sealed.provider(), sealed.version())
                        : SealedKey.context(alice, sealed.provider(), sealed.version(), address);
        return new String(
                decrypt.decrypt(sealed.ciphertextBytes(), context), StandardCharsets.UTF_8);
    }
}
