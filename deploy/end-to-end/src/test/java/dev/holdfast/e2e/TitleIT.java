package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.client.ChatApi;
import dev.holdfast.client.StreamClient;
import dev.holdfast.contracts.log.ConversationEvent;
import dev.holdfast.contracts.log.TitledBy;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SceneExtension.class)
class TitleIT {
    private final Scene scene;
    private final ChatApi alice;

    TitleIT(Scene scene) {
        this.scene = scene;
        this.alice = scene.api("alice");
    }

    @Test
    void isSeenOnEveryDeviceOnceTheFirstAnswerIsThere() throws Exception {
        // given
        String model = scene.provider().plays(Play.of("The moon pulls."));
        UUID conversation = alice.newConversation();
        try (StreamClient here = scene.device("alice", conversation);
                StreamClient there = scene.device("alice")) {
            here.connect();
            there.connect();

            // when
            alice.send(conversation, "How do tides work?", "openai", model).expect(202);

            // then
            for (StreamClient device : List.of(here, there)) {
                await().atMost(Duration.ofSeconds(40))
                        .until(() -> !titles(device, conversation).isEmpty());
                assertThat(titles(device, conversation)).containsExactly("How do tides work?");
            }
            assertThat(
                            alice.conversation(conversation)
                                    .expect(200)
                                    .body()
                                    .at("/conversation/titledBy")
                                    .asText())
                    .isEqualTo("first-words");
        }
    }

    private static List<String> titles(StreamClient device, UUID conversation) {
        return device.view().events().stream()
                .filter(ConversationEvent.Updated.class::isInstance)
                .map(ConversationEvent.Updated.class::cast)
                .filter(update -> update.conversationId().equals(conversation))
                .filter(update -> update.conversation().titledBy() == TitledBy.FIRST_WORDS)
                .map(update -> update.conversation().title())
                .toList();
    }
}
