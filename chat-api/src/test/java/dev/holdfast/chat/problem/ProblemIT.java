package dev.holdfast.chat.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.chat.stack.ApiTest;
import dev.holdfast.contracts.problem.Problem;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@Timeout(60)
class ProblemIT extends ApiTest {
    private final String alice = someone();

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    URI home;

    @Test
    void namesAFieldThatIsNotKnown() {
        problem(as(alice).body("{\"titel\": \"x\"}").put("/api/conversations/" + newId()), 400)
                .body("slug", equalTo("unknown-field"))
                .body("field", equalTo("titel"));
        problem(
                        as(alice)
                                .body(
                                        "{\"model\": {\"provider\": \"a\", \"name\": \"b\", \"x\":"
                                                + " 1}}")
                                .put("/api/conversations/" + newId()),
                        400)
                .body("field", equalTo("model.x"));
    }

    @Test
    void refusesBrokenJson() {
        for (String broken :
                List.of("{", "{\"title\": }", "[]", "\"x\"", "", "null", "{} {}", "\u0000")) {
            problem(as(alice).body(broken).put("/api/conversations/" + newId()), 400)
                    .body("slug", equalTo("malformed-request"));
        }
        problem(
                as(alice).body("{\"title\":".repeat(2000)).put("/api/conversations/" + newId()),
                422);
    }

    @Test
    void refusesWrongTypes() {
        problem(as(alice).body("{\"title\": 5}").put("/api/conversations/" + newId()), 422)
                .body("slug", equalTo("invalid-field"))
                .body("field", equalTo("title"));
        problem(as(alice).body("{\"pinned\": \"true\"}").put("/api/conversations/" + newId()), 422)
                .body("field", equalTo("pinned"));
        UUID conversation = conversationOf(alice);
        for (String options :
                List.of(
                        "{\"temperature\": \"hot\"}",
                        "{\"temperature\": \"1\"}",
                        "{\"temperature\": 2.1}",
                        "{\"temperature\": -1}",
                        "{\"maxTokens\": 1.5}",
                        "{\"maxTokens\": 0}",
                        "{\"maxTokens\": 99999999999}",
                        "{\"reasoningEffort\": \"extreme\"}",
                        "5")) {
            problem(
                            as(alice)
                                    .body("{\"text\": \"x\", \"options\": %s}".formatted(options))
                                    .put(messagePath(conversation, newId())),
                            422)
                    .body("field", containsString("options"));
        }
    }

    @Test
    void refusesIdsThatAreNoUuid7() {
        for (String id :
                List.of(
                        "x",
                        "1",
                        "c9b2f3a8-3b57-4d6b-9d3f-0b8f3f1f2a11",
                        "0193a5b0-6a54-7cc1-cd3e-2f6a1d2b3c4d",
                        "0193a5b06a547cc18d3e2f6a1d2b3c4d",
                        "0193a5b0-6a54-7cc1-8d3e-2f6a1d2b3c4d0")) {
            String path = "/api/conversations/{id}";
            problem(as(alice).body("{}").put(path, id), 400)
                    .body("slug", equalTo("invalid-id"))
                    .body("field", equalTo("id"));
            problem(as(alice).get(path, id), 400);
            problem(as(alice).delete(path, id), 400);
            problem(
                            as(alice)
                                    .body("{\"text\": \"x\"}")
                                    .put(path + "/messages/{m}", newId(), id),
                            400)
                    .body("field", equalTo("messageId"));
            problem(
                            as(alice)
                                    .body("{\"text\": \"x\", \"parentId\": \"%s\"}".formatted(id))
                                    .put(path + "/messages/{m}", newId(), newId()),
                            400)
                    .body("field", equalTo("parentId"));
        }
    }

    @Test
    void refusesAnOptionThatTheModelDoesNotTake() {
        UUID conversation = conversationOf(alice);
        problem(
                        as(alice)
                                .contentType(ContentType.JSON)
                                .body(
                                        """
                                        {"text": "x", "options": {"maxTokens": 9, "temperature": 1},
                                         "model": {"provider": "demo", "name": "plain"}}
                                        """)
                                .put("/api/conversations/" + conversation + "/messages/" + newId()),
                        422)
                .body("slug", equalTo("invalid-field"))
                .body("field", equalTo("options.temperature"))
                .body("detail", containsString("Plain"));
    }

    @Test
    void answersWhatIsNotThere() {
        problem(as(alice).get("/api/nothing"), 404).body("slug", equalTo("not-found"));
        problem(as(alice).get("/nothing"), 404).body("slug", equalTo("not-found"));
        problem(as(alice).post("/api/conversations/" + newId()), 405)
                .body("slug", equalTo("method-not-allowed"));
        problem(
                        as(alice)
                                .contentType(ContentType.TEXT)
                                .body("{}")
                                .put("/api/conversations/" + newId()),
                        415)
                .body("slug", equalTo("unsupported-media-type"));
        problem(as(alice).accept(ContentType.XML).get("/api/conversations"), 406)
                .body("slug", equalTo("not-acceptable"));
    }

    @Test
    void wantsATokenThatIsGenuineFreshAndForThisService() {
        String genuine = oidc.token(alice);
        String[] parts = genuine.split("\\.", -1);
        String forged =
                parts[0]
                        + '.'
                        + parts[1]
                        + '.'
                        + (parts[2].startsWith("A") ? 'B' : 'A')
                        + parts[2].substring(1);
        String ofSomeoneElse = oidc.token("mallory").split("\\.", -1)[1];
        for (String token :
                List.of(
                        oidc.token(alice, Duration.ofMinutes(-5)),
                        oidc.tokenForSomebodyElse(alice),
                        forged,
                        parts[0] + '.' + ofSomeoneElse + '.' + parts[2],
                        parts[0] + '.' + parts[1] + '.',
                        "nonsense")) {
            problem(given().auth().oauth2(token).get("/api/conversations"), 401)
                    .body("slug", equalTo("unauthenticated"))
                    .header("WWW-Authenticate", containsString("invalid_token"));
        }
        for (String path :
                List.of(
                        "/api/conversations",
                        "/api/conversations/" + newId(),
                        "/api/keys",
                        "/api/models",
                        "/api/generations/" + newId())) {
            problem(given().get(path), 401)
                    .header("WWW-Authenticate", containsString("Bearer"))
                    .body("slug", equalTo("unauthenticated"));
        }
        problem(given().contentType(ContentType.JSON).body("{").put("/api/keys/openai"), 401);
        problem(given().auth().preemptive().basic("alice", "x").get("/api/keys"), 401);
    }

    @Test
    void refusesATenMegabyteBody() throws Exception {
        String large = "{\"title\": \"" + "x".repeat(10 * 1024 * 1024) + "\"}";
        problem(as(alice).body(large).put("/api/conversations/" + newId()), 413)
                .body("slug", equalTo("body-too-large"));
        // In chunks, so that its length is not known before.
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(home.resolve("/api/conversations/" + newId()))
                                    .header("Authorization", "Bearer " + oidc.token(alice))
                                    .header("Content-Type", "application/json")
                                    .version(HttpClient.Version.HTTP_1_1)
                                    .timeout(Duration.ofSeconds(20))
                                    .PUT(
                                            HttpRequest.BodyPublishers.ofInputStream(() ->
                                                    new ByteArrayInputStream(
                                                            large.getBytes(
                                                                    StandardCharsets.UTF_8))))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("body-too-large");
        }
    }

    @Test
    void saysNothingOfItsInsideWhenItBreaks() {
        // given: a row that no code writes
        UUID conversation = conversationOf(alice);
        say(alice, conversation, newId(), "hello");
        update("update message set usage = '\"broken\"' where owner = ?", alice);
        // when
        problem(as(alice).get("/api/conversations/" + conversation), 500)
                // then
                .body("slug", equalTo("internal-error"))
                .body("instance", containsString("urn:uuid:"))
                .body("detail", notNullValue());
        update("update message set usage = null where owner = ?", alice);
    }

    @Test
    void sendsTheHeadersThatProtectABrowser() {
        for (Response answer :
                List.of(as(alice).get("/api/conversations"), given().get("/api/conversations"))) {
            answer.then()
                    .header("X-Content-Type-Options", "nosniff")
                    .header("X-Frame-Options", "DENY")
                    .header("Referrer-Policy", "no-referrer")
                    .header("Cache-Control", "no-store")
                    .header("Content-Security-Policy", containsString("default-src 'none'"));
        }
    }

    @Test
    void letsOnlyConfiguredPagesCall() {
        given().header("Origin", "https://holdfast.example")
                .header("Access-Control-Request-Method", "PUT")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .options("/api/conversations/" + newId())
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "https://holdfast.example");
        as(alice)
                .header("Origin", "https://evil.example")
                .get("/api/conversations")
                .then()
                .statusCode(403)
                .header("Access-Control-Allow-Origin", nullValue());
    }

    private static ValidatableResponse problem(Response answer, int status) {
        return answer.then()
                .statusCode(status)
                .contentType(Problem.MEDIA_TYPE)
                .body("status", equalTo(status))
                .body("type", containsString("urn:holdfast:problem:"));
    }
}
