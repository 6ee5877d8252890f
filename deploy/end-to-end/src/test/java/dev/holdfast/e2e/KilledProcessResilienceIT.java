package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.StreamClient;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * SIGKILL at an instant that a seed picks, a restart, and then the books are checked: each accepted
 * message is there, each generation has one end, and a device that came back has read all of it.
 */
@ExtendWith(SceneExtension.class)
class KilledProcessResilienceIT {
    private static final int MESSAGES = 12;
    private static final Duration ALL_ENDED = Duration.ofMinutes(2);

    private final Scene scene;

    KilledProcessResilienceIT(Scene scene) {
        this.scene = scene;
        scene.processes().ensureWorkers(2);
    }

    @ParameterizedTest
    @EnumSource
    void losesNothingThatWasAccepted(Processes.Victim victim) throws Exception {
        // given
        Random random = new Random(victim.name().hashCode());
        String model = scene.provider().plays(Play.markdown(150).tokensPerSecond(50));
        String user = "killed-" + victim;
        ChatApi api = scene.api(user);
        UUID conversation = api.newConversation();
        try (StreamClient device = scene.device(user, conversation);
                KeptConnected _ = new KeptConnected(device)) {

            // when messages are sent while a process is killed and started again
            int killAfter = 2 + random.nextInt(MESSAGES / 2);
            List<ApiAnswer> accepted = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                scene.pause(random.nextInt(300));
                if (i == killAfter) {
                    scene.processes().killAndRestart(victim);
                }
                accepted.add(scene.sendUntilAccepted(api, conversation, model));
                scene.awaitRoom(api, conversation);
            }

            // then
            for (ApiAnswer sent : accepted) {
                GenerationEvent.Ended end =
                        scene.awaitEnd(device.view(), sent.generationId(), ALL_ENDED);
                assertThat(end.status()).as("%s", end).isEqualTo(Status.COMPLETED);
                assertThat(Scene.textOf(end)).isEqualTo(scene.provider().textOf(model));
                assertThat(Scene.contentOf(scene.awaitStored(api, conversation, sent.replyId())))
                        .isEqualTo(end.result().content());
            }
            assertThat(api.conversation(conversation).expect(200).body().get("messages"))
                    .hasSize(2 * MESSAGES);
            assertThat(device.view().breaches()).isEmpty();
            assertThat(device.view().resets()).isEmpty();
        }
    }
}
