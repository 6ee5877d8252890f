package dev.holdfast.chat.endpoint;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.holdfast.chat.stack.ApiTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@Timeout(60)
class EndpointsOffIT extends ApiTest {
    private final String alice = someone();

    @Test
    void takesNoneUnlessTheOperatorSaysSo() {
        as(alice)
                .body("{\"baseUrl\": \"https://models.example.org/v1\"}")
                .put("/api/endpoints/home")
                .then()
                .statusCode(403)
                .body("slug", equalTo("endpoints-not-allowed"))
                .body("detail", containsString("Whoever runs this server"));
        as(alice)
                .post("/api/endpoints/home/check")
                .then()
                .statusCode(403)
                .body("slug", equalTo("endpoints-not-allowed"));
    }

    @Test
    void callsNoneThatWasKeptWhenItWasAllowedButLetsItBeSeenAndDeleted() {
        // given
        update(
                "insert into endpoint (owner, name, title, base_url, models, version, changed_at,"
                        + " created_at, key_version, check_requested_at) values (?, 'home',"
                        + " 'Home', 'https://models.example.org/v1', '[\"m\"]', 1, now(), now(), 0,"
                        + " now())",
                alice);
        UUID conversation = conversationOf(alice);

        // then
        as(alice)
                .body(
                        """
                        {"parentId": null, "text": "Hi",
                         "model": {"provider": "custom:home", "name": "m"}}\
                        """)
                .put(messagePath(conversation, newId()))
                .then()
                .statusCode(403)
                .body("slug", equalTo("endpoints-not-allowed"))
                .body("field", equalTo("model"));
        as(alice)
                .get("/api/models")
                .then()
                .body("providers.findAll { it.id == 'custom:home' }", hasSize(0));
        as(alice).get("/api/endpoints").then().body("endpoints", hasSize(1));
        as(alice).delete("/api/endpoints/home").then().statusCode(204);
        as(alice).get("/api/endpoints").then().body("endpoints", hasSize(0));
    }
}
