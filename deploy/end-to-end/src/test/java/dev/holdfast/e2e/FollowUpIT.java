package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.Ids;
import dev.holdfast.client.StreamClient;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.Status;
import dev.holdfast.played.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a model hears of a conversation is what its reader has seen of it. */
@ExtendWith(SceneExtension.class)
class FollowUpIT {
    private final Scene scene;
    private final ChatApi alice;
    private final UUID conversation;

    /** What the reader has seen: {@code role: text}, from the root on. */
    private final List<String> seen = new ArrayList<>();

    /** Each prompt that the provider got, beside what the reader had seen when it was sent. */
    private final List<List<String>> heard = new ArrayList<>();

    private final List<List<String>> expected = new ArrayList<>();
    private @Nullable UUID parent;

    FollowUpIT(Scene scene) {
        this.scene = scene;
        this.alice = scene.api("alice");
        this.conversation = alice.newConversation();
    }

    @Test
    void hearsTheAnswerWhoseEndItsReaderHasJustSeen() throws Exception {
        try (StreamClient device = scene.device("alice", conversation)) {
            device.connect();
            for (int i = 0; i < 50; i++) {
                ApiAnswer sent = say(i, Script.answer("Answer " + i + '.'));
                assertThat(end(device, sent)).isEqualTo(Status.COMPLETED);
            }
        }
        assertThat(heard).isEqualTo(expected);
    }

    @Test
    void hearsWhatWasThereOfAnAnswerThatWasStopped() throws Exception {
        try (StreamClient device = scene.device("alice", conversation)) {
            device.connect();
            for (int i = 0; i < 10; i++) {
                ApiAnswer sent = say(i, Script.begin().say("Half of " + i + '.').silence());
                scene.awaitText(device, sent.generationId(), 5);
                alice.stop(sent.generationId()).expect(202);
                assertThat(end(device, sent)).isEqualTo(Status.STOPPED);
            }
            say(10, Script.answer("The end."));
        }
        assertThat(heard).isEqualTo(expected);
    }

    @Test
    void waitsForTheEndOfAnAnswerThatIsBeingStopped() throws Exception {
        try (StreamClient device = scene.device("alice", conversation)) {
            device.connect();
            for (int i = 0; i < 5; i++) {
                ApiAnswer first = say(2 * i, Script.begin().say("Half of " + i + '.').silence());
                scene.awaitText(device, first.generationId(), 5);

                // when the end of it is not waited for
                alice.stop(first.generationId()).expect(202);
                String prompt = prompt(2 * i + 1, Script.answer("Then."));
                ApiAnswer second = send(Ids.next(), prompt).expect(202);

                // then it was there all the same
                assertThat(end(device, first)).isEqualTo(Status.STOPPED);
                note(prompt, second);
                assertThat(end(device, second)).isEqualTo(Status.COMPLETED);
            }
        }
        assertThat(heard).isEqualTo(expected);
    }

    @Test
    void refusesWhatIsSentUnderAnAnswerThatIsBeingWrittenAndTakesItOnceThatHasEnded()
            throws Exception {
        try (StreamClient device = scene.device("alice", conversation)) {
            device.connect();
            ApiAnswer running = say(0, Script.begin().say("Going on.").silence());
            scene.awaitText(device, running.generationId(), 5);
            UUID message = Ids.next();
            String prompt = prompt(1, Script.answer("Then."));

            // when
            ApiAnswer refused = send(message, prompt);

            // then
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.slug()).isEqualTo("answer-running");
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(alice.conversation(conversation).expect(200).body().get("messages"))
                    .hasSize(2);

            // when
            alice.stop(running.generationId()).expect(202);
            assertThat(end(device, running)).isEqualTo(Status.STOPPED);
            ApiAnswer taken = send(message, prompt).expect(202);

            // then
            assertThat(send(message, prompt).expect(202).body()).isEqualTo(taken.body());
            note(prompt, taken);
            assertThat(end(device, taken)).isEqualTo(Status.COMPLETED);
        }
        assertThat(heard).isEqualTo(expected);
    }

    private ApiAnswer say(int number, Script script) {
        String prompt = prompt(number, script);
        ApiAnswer sent = send(Ids.next(), prompt).expect(202);
        note(prompt, sent);
        return sent;
    }

    private String prompt(int number, Script script) {
        String prompt = "Question " + number + " in " + conversation;
        scene.provider().answers(prompt, script);
        return prompt;
    }

    private ApiAnswer send(UUID message, String prompt) {
        return alice.send(conversation, message, parent, prompt, "openai", "played");
    }

    private void note(String prompt, ApiAnswer sent) {
        seen.add("user: " + prompt);
        expected.add(List.copyOf(seen));
        heard.add(scene.awaitPrompt(prompt));
        parent = sent.replyId();
    }

    private Status end(StreamClient device, ApiAnswer sent) {
        GenerationEvent.Ended end = scene.awaitEnd(device, sent.generationId());
        seen.add("assistant: " + Scene.textOf(end));
        return end.status();
    }
}
