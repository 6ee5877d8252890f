package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.StreamClient;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.Status;
import dev.holdfast.stack.local.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SceneExtension.class)
class SharedLoadResilienceIT {
    private static final int REQUESTS = 60;

    private final Scene scene;

    SharedLoadResilienceIT(Scene scene) {
        this.scene = scene;
    }

    @Test
    void sharesTheLoadWhileWorkersJoinAndLeave() throws Exception {
        // given three workers
        scene.processes().ensureWorkers(3);
        String model = scene.provider().plays(Play.words(60).tokensPerSecond(30));
        CompletableFuture<ServiceProcess> joined = new CompletableFuture<>();
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        List<ApiAnswer> sent = new ArrayList<>();
        ChatApi crowd = scene.api("crowd");
        UUID conversation = crowd.newConversation();
        try (StreamClient device = scene.device("crowd", conversation)) {
            device.connect();

            // when one more joins and one leaves while requests come
            for (int i = 0; i < REQUESTS; i++) {
                if (i == REQUESTS / 3) {
                    joined = scene.processes().join();
                }
                if (i == 2 * REQUESTS / 3) {
                    left =
                            Processes.leave(
                                    scene.processes().liveWorkers().getFirst(),
                                    Duration.ofSeconds(30));
                }
                scene.awaitRoom(crowd, conversation);
                sent.add(crowd.send(conversation, "Go on", "openai", model).expect(202));
                scene.pause(40);
            }

            // then each ran once to its end
            Set<String> workers = new HashSet<>();
            for (ApiAnswer answer : sent) {
                GenerationEvent.Ended end = scene.awaitEnd(device, answer.generationId());
                assertThat(end.status()).isEqualTo(Status.COMPLETED);
                Scene.claims(device.view(), answer.generationId())
                        .forEach(claim -> workers.add(claim.worker()));
            }
            assertThat(joined.join().isReady()).isTrue();
            assertThat(left.join()).isTrue();
            assertThat(workers).hasSizeGreaterThanOrEqualTo(3);
            assertThat(scene.provider().callsPlayedToTheEnd(model)).isEqualTo(REQUESTS);
            assertThat(device.view().breaches()).isEmpty();
        }
    }
}
