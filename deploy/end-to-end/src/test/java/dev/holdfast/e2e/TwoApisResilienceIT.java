package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.Ids;
import dev.holdfast.client.StreamClient;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two chat-apis on one database and one log: whichever a user reaches, it is one product. */
@ExtendWith(SceneExtension.class)
class TwoApisResilienceIT {
    /** The group notices a dead member after 6 s. */
    private static final Duration HANDED_OVER = Duration.ofMinutes(1);

    private final Scene scene;

    TwoApisResilienceIT(Scene scene) {
        this.scene = scene;
    }

    @Test
    void decideOnceOnTheSameRequestAtBoth() throws Exception {
        try (var second = scene.processes().secondApi()) {
            // given
            String model = scene.provider().plays(Play.markdown(20));
            ChatApi here = scene.api("both");
            ChatApi there = scene.api("both", second.address());
            UUID conversation = here.newConversation();

            // when
            List<UUID> messages = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                UUID message = Ids.next();
                messages.add(message);
                CompletableFuture<ApiAnswer> atBoth =
                        CompletableFuture.supplyAsync(() ->
                                here.send(conversation, message, null, "Go on", "openai", model));
                ApiAnswer answer =
                        there.send(conversation, message, null, "Go on", "openai", model);

                // then
                assertThat(answer.expect(202).body()).isEqualTo(atBoth.join().expect(202).body());
                scene.awaitStored(there, conversation, answer.replyId());
            }
            assertThat(scene.provider().calls(model)).hasSize(messages.size());
        }
    }

    @Test
    void goOnWithEveryAnswerWhenOneIsKilled() throws Exception {
        try (var second = scene.processes().secondApi()) {
            // given
            String model = scene.provider().plays(Play.markdown(100).tokensPerSecond(50));
            ChatApi here = scene.api("survivor");
            ChatApi there = scene.api("survivor", second.address());
            UUID conversation = here.newConversation();
            try (StreamClient device = scene.device("survivor", conversation);
                    KeptConnected _ = new KeptConnected(device)) {
                List<ApiAnswer> accepted = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    accepted.add(scene.sendUntilAccepted(here, conversation, model));
                    accepted.add(scene.sendUntilAccepted(there, conversation, model));
                }

                // when the one that began first, and so has the relay's seat, dies
                scene.processes().killApi();
                try {
                    accepted.add(scene.sendUntilAccepted(there, conversation, model));

                    // then
                    for (ApiAnswer sent : accepted) {
                        GenerationEvent.Ended end =
                                scene.awaitEnd(device.view(), sent.generationId(), HANDED_OVER);
                        assertThat(end.status()).as("%s", end).isEqualTo(Status.COMPLETED);
                        assertThat(
                                        Scene.contentOf(
                                                        scene.awaitStored(
                                                                there,
                                                                conversation,
                                                                sent.replyId()))
                                                .text())
                                .isEqualTo(scene.provider().textOf(model));
                    }
                    Scene.assertClean(device.view());
                } finally {
                    scene.processes().startApi();
                }
            }
        }
    }
}
