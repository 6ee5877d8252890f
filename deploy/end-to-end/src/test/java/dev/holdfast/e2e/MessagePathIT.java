package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.Ids;
import dev.holdfast.client.SseClient;
import dev.holdfast.client.StreamClient;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Part;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.log.Status;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SceneExtension.class)
class MessagePathIT {
    private final Scene scene;

    MessagePathIT(Scene scene) {
        this.scene = scene;
    }

    @Test
    void carriesAMessageToTheProviderAndItsAnswerBack() throws Exception {
        // given
        String text = "Bread needs **time**.\n\n- flour\n- water\n";
        String model = scene.provider().plays(Play.of(text).reasoning("Let me think."));
        ChatApi alice = scene.api("alice");
        UUID conversation = alice.newConversation();

        try (StreamClient device = scene.device("alice", conversation)) {
            device.connect();

            // when
            ApiAnswer sent = alice.send(conversation, "How?", "openai", model).expect(202);
            GenerationEvent.Ended end = scene.awaitEnd(device, sent.generationId());

            // then the device has read all of it
            assertThat(end.status()).isEqualTo(Status.COMPLETED);
            Content content = end.result().content();
            assertThat(content.parts()).hasSize(2);
            assertThat(content.parts().getFirst())
                    .isEqualTo(new Part.Reasoning("Let me think.", null));
            assertThat(content.parts().getLast())
                    .isInstanceOfSatisfying(
                            Part.Text.class,
                            part -> {
                                assertThat(part.text()).isEqualTo(text);
                                assertThat(String.join("", part.html()))
                                        .contains(
                                                "<strong>time</strong>",
                                                "<li dir=\"auto\">flour</li>");
                            });
            assertThat(end.result().finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(end.result().usage()).isNotNull();
            assertThat(device.view().breaches()).isEmpty();
            assertThat(device.view().messages().values())
                    .extracting(message -> message.content().text())
                    .contains("How?");
            assertThat(device.view().events().stream().map(LogEvent::type))
                    .containsSubsequence(
                            "message.appended",
                            "message.appended",
                            "generation.queued",
                            "generation.started",
                            "generation.progressed",
                            "generation.ended");

            // and what is stored says the same
            JsonNode stored = scene.awaitStored(alice, conversation, sent.replyId());
            assertThat(Scene.contentOf(stored)).isEqualTo(content);
        }
    }

    @Test
    void showsTwoDevicesTheSame() throws Exception {
        // given
        String model = scene.provider().plays(Play.words(200).tokensPerSecond(200));
        ChatApi alice = scene.api("alice");
        UUID conversation = alice.newConversation();
        try (StreamClient desk = scene.device("alice", conversation);
                StreamClient phone = scene.device("alice", conversation)) {
            desk.connect();
            phone.connect();

            // when
            UUID generation =
                    alice.send(conversation, "Go on", "openai", model).expect(202).generationId();
            GenerationEvent.Ended atDesk = scene.awaitEnd(desk, generation);
            GenerationEvent.Ended onPhone = scene.awaitEnd(phone, generation);

            // then
            assertThat(onPhone).isEqualTo(atDesk);
            assertThat(desk.view().breaches()).isEmpty();
            assertThat(phone.view().breaches()).isEmpty();
        }
    }

    @Test
    void sendsTheWholeConversationToTheProvider() throws Exception {
        // given
        String model = scene.provider().plays(Play.of("First answer."));
        ChatApi alice = scene.api("alice");
        UUID conversation = alice.newConversation();
        ApiAnswer first = alice.send(conversation, "First?", "openai", model).expect(202);
        scene.awaitStored(alice, conversation, first.replyId());

        // when
        ApiAnswer second =
                alice.send(conversation, Ids.next(), first.replyId(), "Second?", "openai", model)
                        .expect(202);
        scene.awaitStored(alice, conversation, second.replyId());

        // then
        List<String> prompt = scene.provider().lastPrompt(model);
        assertThat(prompt)
                .containsExactly("user: First?", "assistant: First answer.", "user: Second?");
    }

    @Test
    void streamsTheSameOverServerSentEvents() throws Exception {
        // given
        String model = scene.provider().plays(Play.words(60).tokensPerSecond(100));
        ChatApi bob = scene.api("bob");
        UUID conversation = bob.newConversation();
        try (StreamClient socket = scene.device("bob", conversation);
                SseClient sse = scene.sse("bob", conversation)) {
            socket.connect();

            // when
            UUID generation =
                    bob.send(conversation, "Go on", "openai", model).expect(202).generationId();
            GenerationEvent.Ended overSocket = scene.awaitEnd(socket, generation);
            GenerationEvent.Ended overSse = scene.awaitEnd(sse.view(), generation);

            // then
            assertThat(overSse).isEqualTo(overSocket);
            assertThat(sse.view().breaches()).isEmpty();
        }
    }

    @Test
    void offersWhatTheWorkersAdvertise() {
        // when
        JsonNode models = scene.api("alice").call("GET", "/api/models", null).expect(200).body();

        // then
        assertThat(models.at("/providers").findValuesAsText("id")).contains("demo", "openai");
    }

    @Test
    void answersWithoutAnyKeyThroughTheDemoProvider() throws Exception {
        // given
        ChatApi alice = scene.api("alice");
        UUID conversation = alice.newConversation();
        try (StreamClient device = scene.device("alice", conversation)) {
            device.connect();

            // when
            UUID generation =
                    alice.send(conversation, "What is a log?", "demo", "holdfast-demo-fast")
                            .expect(202)
                            .generationId();
            GenerationEvent.Ended end = scene.awaitEnd(device, generation);

            // then
            assertThat(end.status()).isEqualTo(Status.COMPLETED);
            assertThat(Scene.textOf(end)).isNotBlank();
            assertThat(end.result().content().parts())
                    .filteredOn(Part.Text.class::isInstance)
                    .allSatisfy(part ->
                            assertThat(String.join("", ((Part.Text) part).html())).contains("<"));
        }
    }
}
