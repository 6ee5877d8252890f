package dev.holdfast.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.stack.local.ServiceProcess;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The list of models tells who can be asked now, however the workers went. */
@ExtendWith(SceneExtension.class)
class CatalogueResilienceIT {
    /** Workers speak every 15 s, and three missed words are a death. */
    private static final Duration A_SILENCE = Duration.ofSeconds(75);

    private final Scene scene;

    CatalogueResilienceIT(Scene scene) {
        this.scene = scene;
    }

    @AfterEach
    void haveWorkersAgain() {
        scene.processes().ensureWorkers(1);
    }

    @Test
    void showsAProviderAsDownOnceItsLastWorkerIsDeadAndAsUpWithTheNextOne() {
        // given
        scene.processes().ensureWorkers(1);
        await("up").atMost(A_SILENCE).until(() -> health("demo").equals("up"));

        // when
        scene.processes().liveWorkers().forEach(ServiceProcess::kill);

        // then
        await("down").atMost(A_SILENCE).until(() -> health("demo").equals("down"));
        scene.processes().ensureWorkers(1);
        await("up again").atMost(A_SILENCE).until(() -> health("demo").equals("up"));
    }

    private String health(String provider) {
        JsonNode models = scene.api("alice").call("GET", "/api/models", null).expect(200).body();
        for (JsonNode one : models.path("providers")) {
            if (one.path("id").asText().equals(provider)) {
                return one.path("health").asText();
            }
        }
        return "unknown";
    }
}
