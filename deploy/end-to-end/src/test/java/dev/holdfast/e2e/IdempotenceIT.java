package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SceneExtension.class)
class IdempotenceIT {
    private final Scene scene;

    IdempotenceIT(Scene scene) {
        this.scene = scene;
    }

    @Test
    void makesOneMessageAndOneCallOfARepeatedPut() throws Exception {
        // given
        String model = scene.provider().plays(Play.of("Once."));
        ChatApi alice = scene.api("alice");
        UUID conversation = alice.newConversation();
        UUID message = Ids.next();

        // when sent many times at once, and once more after the end
        List<ApiAnswer> answers = new ArrayList<>();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ApiAnswer>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                calls.add(
                        senders.submit(() ->
                                alice.send(conversation, message, null, "Once", "openai", model)));
            }
            for (Future<ApiAnswer> call : calls) {
                answers.add(call.get());
            }
        }
        scene.awaitStored(alice, conversation, answers.getFirst().replyId());
        answers.add(alice.send(conversation, message, null, "Once", "openai", model));

        // then
        assertThat(answers).extracting(ApiAnswer::status).containsOnly(202);
        assertThat(answers).extracting(ApiAnswer::body).containsOnly(answers.getFirst().body());
        JsonNode stored = alice.conversation(conversation).expect(200).body();
        assertThat(stored.get("messages")).hasSize(2);
        assertThat(scene.provider().calls(model)).hasSize(1);
    }
}
