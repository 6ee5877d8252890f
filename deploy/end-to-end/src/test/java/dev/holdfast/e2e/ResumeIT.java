package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.StreamClient;
import dev.holdfast.client.View;
import dev.holdfast.contracts.log.GenerationEvent;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SceneExtension.class)
class ResumeIT {
    private final Scene scene;

    ResumeIT(Scene scene) {
        this.scene = scene;
    }

    /** A cut after every n-th frame: between any two events, at the ends included. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void readsTheSameWithACutAfterEveryNthFrame(int every) throws Exception {
        // given
        String model = scene.provider().plays(Play.markdown(120).tokensPerSecond(60));
        ChatApi alice = scene.api("alice");
        UUID conversation = alice.newConversation();
        View cutView = new View();
        try (StreamClient whole = scene.device("alice", conversation)) {
            whole.connect();
            String before = scene.presentCursor("alice");
            ApiAnswer sent = alice.send(conversation, "Go on", "openai", model).expect(202);

            // when
            scene.readInPieces("alice", conversation, cutView, before, every, sent.generationId());
            GenerationEvent.Ended uninterrupted = scene.awaitEnd(whole, sent.generationId());

            // then
            assertThat(scene.awaitEnd(cutView, sent.generationId())).isEqualTo(uninterrupted);
            assertThat(cutView.generation(sent.generationId()))
                    .isEqualTo(whole.view().generation(sent.generationId()));
            assertThat(cutView.breaches()).isEmpty();
            assertThat(cutView.resets()).isEmpty();
            assertThat(cutView.messages()).isEqualTo(whole.view().messages());
        }
    }

    @Test
    void readsTheSameWithCutsAtRandomInstants() throws Exception {
        // given
        Random random = new Random(7);
        String model = scene.provider().plays(Play.markdown(300).tokensPerSecond(100));
        ChatApi alice = scene.api("alice");
        UUID conversation = alice.newConversation();
        try (StreamClient whole = scene.device("alice", conversation);
                StreamClient cut = scene.device("alice", conversation)) {
            whole.connect();
            cut.connect();
            UUID generation =
                    alice.send(conversation, "Go on", "openai", model).expect(202).generationId();

            // when
            int cuts = 0;
            while (cut.view().end(generation).isEmpty() && cuts < 100) {
                cuts++;
                scene.pause(random.nextInt(150));
                cut.cut();
                cut.connect();
            }

            // then
            assertThat(scene.awaitEnd(cut, generation))
                    .isEqualTo(scene.awaitEnd(whole, generation));
            assertThat(cut.view().breaches()).isEmpty();
            assertThat(cut.view().resets()).isEmpty();
            assertThat(cuts).isGreaterThan(5);
        }
    }

    @Test
    void goesOnFromTheCursorOfTheStoredState() throws Exception {
        // given a device that reads the REST state in the middle of an answer
        String model = scene.provider().plays(Play.markdown(200).tokensPerSecond(80));
        ChatApi alice = scene.api("alice");
        UUID conversation = alice.newConversation();
        ApiAnswer sent = alice.send(conversation, "Go on", "openai", model).expect(202);
        try (StreamClient reloaded = scene.device("alice", conversation)) {
            reloaded.view().load(scene.awaitRunning(alice, conversation, 50));
            int loaded =
                    reloaded.view().generation(sent.generationId()).orElseThrow().text().length();

            // when
            reloaded.connect();
            GenerationEvent.Ended end = scene.awaitEnd(reloaded, sent.generationId());

            // then
            assertThat(loaded).isGreaterThan(0).isLessThan(Scene.textOf(end).length());
            assertThat(reloaded.view().breaches()).isEmpty();
            assertThat(reloaded.view().resets()).isEmpty();
            assertThat(Scene.textOf(end)).isEqualTo(scene.provider().textOf(model));
        }
    }

    @Test
    void showsARunningAnswerToADeviceWithoutACursor() throws Exception {
        // given
        String model = scene.provider().plays(Play.markdown(200).tokensPerSecond(80));
        ChatApi alice = scene.api("alice");
        UUID conversation = alice.newConversation();
        ApiAnswer sent = alice.send(conversation, "Go on", "openai", model).expect(202);
        scene.awaitRunning(alice, conversation, 50);
        try (StreamClient late = scene.device("alice", conversation)) {

            // when
            late.connect();
            GenerationEvent.Ended end = scene.awaitEnd(late, sent.generationId());

            // then
            assertThat(late.view().frames())
                    .anyMatch(frame -> frame.path("type").asText().equals("snapshot"));
            assertThat(late.view().breaches()).isEmpty();
            assertThat(Scene.textOf(end)).isEqualTo(scene.provider().textOf(model));
        }
    }
}
