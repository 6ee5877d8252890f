package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The issuer and chat-api start in any order; while the issuer is away nobody gets in, and is told
 * so.
 */
@ExtendWith(SceneExtension.class)
class IssuerAwayResilienceIT {
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final Scene scene;

    IssuerAwayResilienceIT(Scene scene) {
        this.scene = scene;
    }

    @Test
    void isWaitedForByAServiceThatStartsWithoutIt() throws Exception {
        // given
        ChatApi api = scene.apiWithToken(scene.tokenOf("early", LIFETIME));
        ApiAnswer refused;

        // when
        scene.processes().stopIssuer();
        try {
            scene.processes().startApi();
            refused = api.call("GET", "/api/conversations", null);
        } finally {
            scene.processes().startIssuer();
        }

        // then
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.slug()).isEqualTo("service-unavailable");
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
        await("let in")
                .atMost(Duration.ofSeconds(20))
                .until(() -> api.call("GET", "/api/conversations", null).status() == 200);
    }
}
