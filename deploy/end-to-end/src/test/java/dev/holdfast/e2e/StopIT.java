package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.StreamClient;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.log.Status;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SceneExtension.class)
class StopIT {
    private final Scene scene;
    private final ChatApi alice;
    private final UUID conversation;

    StopIT(Scene scene) {
        this.scene = scene;
        this.alice = scene.api("alice");
        this.conversation = alice.newConversation();
    }

    @Test
    void stopsBeforeTheFirstToken() throws Exception {
        // given a provider that is called and says nothing
        String model =
                scene.provider().plays(Play.words(50).firstTokenAfter(Duration.ofSeconds(60)));
        try (StreamClient device = scene.device("alice", conversation)) {
            device.connect();
            ApiAnswer sent = alice.send(conversation, "Go on", "openai", model).expect(202);
            scene.awaitCalled(model);

            // when
            alice.stop(sent.generationId()).expect(202);
            GenerationEvent.Ended end = scene.awaitEnd(device, sent.generationId());

            // then
            assertThat(end.status()).isEqualTo(Status.STOPPED);
            assertThat(Scene.textOf(end)).isEmpty();
            scene.awaitProviderHungUp(model);
        }
    }

    @Test
    void stopsInTheMiddleAndKeepsTheText() throws Exception {
        // given
        String model = scene.provider().plays(Play.words(5000).tokensPerSecond(50));
        try (StreamClient device = scene.device("alice", conversation)) {
            device.connect();
            ApiAnswer sent = alice.send(conversation, "Go on", "openai", model).expect(202);
            scene.awaitText(device, sent.generationId(), 40);

            // when stop comes twice
            alice.stop(sent.generationId()).expect(202);
            alice.stop(sent.generationId()).expect(202);
            GenerationEvent.Ended end = scene.awaitEnd(device, sent.generationId());

            // then
            assertThat(end.status()).isEqualTo(Status.STOPPED);
            assertThat(Scene.textOf(end).length()).isGreaterThanOrEqualTo(40);
            scene.awaitProviderHungUp(model);
            assertThat(Scene.contentOf(scene.awaitStored(alice, conversation, sent.replyId())))
                    .isEqualTo(end.result().content());
            assertThat(endsOf(device, sent.generationId())).isEqualTo(1);
        }
    }

    @Test
    void leavesAnEndedAnswerAsItIs() throws Exception {
        // given
        String model = scene.provider().plays(Play.of("Done."));
        try (StreamClient device = scene.device("alice", conversation)) {
            device.connect();
            ApiAnswer sent = alice.send(conversation, "Go on", "openai", model).expect(202);
            scene.awaitEnd(device, sent.generationId());
            scene.awaitStored(alice, conversation, sent.replyId());

            // when
            alice.stop(sent.generationId()).expect(202);

            // then a later answer is complete, and nothing came for the stopped one before it
            ApiAnswer later = alice.send(conversation, "Again", "openai", model).expect(202);
            scene.awaitEnd(device, later.generationId());
            assertThat(endsOf(device, sent.generationId())).isEqualTo(1);
            assertThat(device.view().end(sent.generationId()).orElseThrow().status())
                    .isEqualTo(Status.COMPLETED);
        }
    }

    @Test
    void stopsOneOfTheQueuedAndOneOfTheRunningAlike() throws Exception {
        // given stop follows at once, wherever the request is
        String model = scene.provider().plays(Play.words(500).tokensPerSecond(20));
        try (StreamClient device = scene.device("alice", conversation)) {
            device.connect();
            for (int i = 0; i < 15; i++) {
                ApiAnswer sent = alice.send(conversation, "Go on", "openai", model).expect(202);
                scene.pause(i * 3);

                // when
                alice.stop(sent.generationId()).expect(202);
                GenerationEvent.Ended end = scene.awaitEnd(device, sent.generationId());

                // then
                assertThat(end.status()).isEqualTo(Status.STOPPED);
                assertThat(endsOf(device, sent.generationId())).isEqualTo(1);
            }
            scene.awaitNobodyCalling(model);
        }
    }

    private static long endsOf(StreamClient device, UUID generation) {
        long ends = 0;
        for (LogEvent event : device.view().events()) {
            if (event instanceof GenerationEvent.Ended ended
                    && ended.generationId().equals(generation)) {
                ends++;
            }
        }
        return ends;
    }
}
