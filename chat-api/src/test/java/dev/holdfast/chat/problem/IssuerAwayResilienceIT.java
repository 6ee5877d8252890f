package dev.holdfast.chat.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.chat.stack.ApiTest;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.stack.raw.LoggedFaults;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Calls whose token is signed with a key that only the issuer could tell us of, while it is away.
 */
@QuarkusTest
@Timeout(120)
class IssuerAwayResilienceIT extends ApiTest {
    private final String alice = someone();

    @Test
    void refusesNobodyForGoodWhomOnlyTheIssuerKnows() {
        // given: its keys are known, and the last question for them is long ago
        String known = oidc.token(alice);
        assertThat(call(known).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> call(ofAnotherKey()).statusCode() == 401);
        oidc.kill();
        try (LoggedFaults log = LoggedFaults.watch()) {
            // when: as soon as it is asked again
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> call(ofAnotherKey()).statusCode() == 503);

            // then
            Response away = call(ofAnotherKey());
            assertThat(away.statusCode()).isEqualTo(503);
            assertThat(away.contentType()).startsWith(Problem.MEDIA_TYPE);
            assertThat(away.jsonPath().getInt("retryAfterSeconds")).isPositive();
            assertThat(away.header("Retry-After")).isNotBlank();
            assertThat(call(known).statusCode()).isEqualTo(200);
            assertThat(call(known + "x").statusCode()).isEqualTo(401);
            assertThat(log.faults()).isEmpty();
            assertThat(log.warningsOf("dev.holdfast")).hasSize(1);
        } finally {
            oidc.restart();
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> call(ofAnotherKey()).statusCode() == 401);
    }

    private static Response call(String token) {
        return given().auth().oauth2(token).get("/api/conversations");
    }

    /** As a new key of the issuer's would have it; nobody has signed it. */
    private static String ofAnotherKey() {
        return base64("{\"alg\":\"RS256\",\"kid\":\"another\"}")
                + "."
                + base64("{\"sub\":\"alice\",\"aud\":\"holdfast\",\"exp\":99999999999}")
                + "."
                + base64("x".repeat(256));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
