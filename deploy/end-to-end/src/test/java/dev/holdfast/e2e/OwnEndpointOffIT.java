package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** As it is where an operator has said nothing. */
@ExtendWith(SceneExtension.class)
class OwnEndpointOffIT {
    private final ChatApi alice;

    OwnEndpointOffIT(Scene scene) {
        this.alice = scene.api("alice");
    }

    @Test
    void isNotAllowedAndThePageKnowsSo() {
        // when
        ApiAnswer refused =
                alice.call(
                        "PUT",
                        "/api/endpoints/home",
                        "{\"baseUrl\": \"https://models.example.org/v1\"}");

        // then
        assertThat(refused.expect(403).body().path("slug").asText())
                .isEqualTo("endpoints-not-allowed");
        assertThat(
                        alice.call("GET", "/api/client", null)
                                .expect(200)
                                .body()
                                .path("endpointsAllowed")
                                .asBoolean(true))
                .isFalse();
    }
}
