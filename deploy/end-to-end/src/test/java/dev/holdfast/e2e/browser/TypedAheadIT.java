package dev.holdfast.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Route;
import dev.holdfast.client.Ids;
import dev.holdfast.e2e.Play;
import dev.holdfast.played.Call;
import dev.holdfast.played.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is written while an answer comes, and sent in the very moment in which it ends. */
@ExtendWith(StageExtension.class)
class TypedAheadIT {
    private static final int ROUNDS = 6;

    /** Long enough to type in, on a machine that has much to do. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Presses Send as soon as it is there, which no hand is fast enough for. */
    private static final String SEND_AS_IT_ENDS =
            """
            () => {
              const observer = new MutationObserver(() => {
                const send = document.querySelector('.composer button[type=submit]');
                if (send && !send.disabled) {
                  observer.disconnect();
                  send.click();
                }
              });
              observer.observe(document, { childList: true, subtree: true, attributes: true });
            }
            """;

    private static final Pattern SENDING = Pattern.compile(".*/api/conversations/.*/messages/.*");

    @Test
    void eachOfARowIsAnsweredWithTheAnswerBeforeItInMind(Stage stage) {
        List<String> prompts = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            prompts.add(
                    stage.prompt(
                            "Typed ahead",
                            Play.of("This is answer " + i + ".").firstTokenAfter(PAUSE)));
        }
        ChatPage chat = stage.signIn();
        chat.ask(prompts.getFirst());
        for (int i = 1; i < ROUNDS; i++) {
            // given
            assertThat(chat.answers()).hasCount(i);
            assertThat(chat.stop()).isVisible();
            chat.field().fill(prompts.get(i));

            // when
            chat.page().evaluate(SEND_AS_IT_ENDS);

            // then
            assertThat(chat.question()).containsText(prompts.get(i));
            assertThat(chat.page().locator(".problem")).hasCount(0);
        }
        assertThat(chat.answers()).hasCount(ROUNDS);
        chat.awaitCompleted();
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            seen.add("user: " + prompts.get(i));
            assertThat(heard(stage, prompts.get(i))).isEqualTo(seen);
            seen.add("assistant: This is answer " + i + ".");
        }
    }

    @Test
    void isAnsweredWithWhatThereWasOfAStoppedAnswerInMind(Stage stage) {
        List<String> seen = new ArrayList<>();
        ChatPage chat = stage.signIn();
        String prompt = stage.prompt("Stop me", Script.begin().say("Half of 0.").silence());
        chat.ask(prompt);
        for (int i = 1; i <= 3; i++) {
            // given
            chat.awaitText("Half of " + (i - 1) + ".");
            seen.add("user: " + prompt);
            assertThat(heard(stage, prompt)).isEqualTo(seen);
            seen.add("assistant: Half of " + (i - 1) + ".");
            prompt = stage.prompt("Stop me", Script.begin().say("Half of " + i + ".").silence());
            chat.field().fill(prompt);

            // when
            chat.page().evaluate(SEND_AS_IT_ENDS);
            chat.stop().click();

            // then
            assertThat(chat.answers()).hasCount(i + 1);
        }
        chat.awaitText("Half of 3.");
        seen.add("user: " + prompt);
        assertThat(heard(stage, prompt)).isEqualTo(seen);
        chat.stop().click();
        chat.awaitAnswerIs("stopped");
    }

    @Test
    void isSentAgainByItselfWhereItCameTooEarly(Stage stage) {
        // given
        String first = stage.prompt("First", Play.of("One."));
        String second = stage.prompt("Second", Play.of("Two."));
        Device device = stage.device(Screen.DESKTOP);
        device.complaints().expect("status of 409");
        ChatPage chat = device.signIn(stage.user(), "/");
        chat.ask(first).awaitCompleted();

        // when the server says that the answer before it is still being written
        refuseOnce(chat, 1);
        chat.ask(second);

        // then nothing of that is to be seen
        assertThat(chat.answers()).hasCount(2);
        chat.awaitCompleted().awaitText("Two.");
        assertThat(chat.page().locator(".problem")).hasCount(0);
        assertThat(stage.calls(second)).hasSize(1);
    }

    @Test
    void isSentAgainAtOnceWhenAnAnswerEnds(Stage stage) {
        // given
        String first = stage.prompt("First", Play.of("One."));
        String second = stage.prompt("Second", Play.of("Two."));
        String elsewhere = stage.prompt("Elsewhere", Play.of("Three."));
        Device device = stage.device(Screen.DESKTOP);
        device.complaints().expect("status of 409");
        ChatPage chat = device.signIn(stage.user(), "/");
        chat.ask(first).awaitCompleted();
        UUID conversation = chat.conversation();
        AtomicBoolean refused = refuseOnce(chat, 3600);
        chat.ask(second);
        chat.page().waitForCondition(refused::get);
        assertThat(chat.question()).containsText(second);
        assertThat(chat.page().locator(".problem")).hasCount(0);

        // when one ends that another device has asked for
        stage.api()
                .send(
                        conversation,
                        Ids.next(),
                        reply(stage, conversation),
                        elsewhere,
                        "openai",
                        "played")
                .expect(202);

        // then
        chat.page().waitForCondition(() -> stage.calls(second).size() == 1);
    }

    /** The first message that is sent from now on comes too early. */
    private static AtomicBoolean refuseOnce(ChatPage chat, int retryAfterSeconds) {
        AtomicBoolean refused = new AtomicBoolean();
        chat.page()
                .route(
                        SENDING,
                        route -> {
                            if (refused.getAndSet(true)) {
                                route.resume();
                                return;
                            }
                            route.fulfill(
                                    new Route.FulfillOptions()
                                            .setStatus(409)
                                            .setContentType("application/problem+json")
                                            .setBody(
                                                    """
                                                    {"slug": "answer-running", "status": 409,
                                                     "title": "The answer before is running",
                                                     "detail": "Wait.", "retryAfterSeconds": %d}\
                                                    """
                                                            .formatted(retryAfterSeconds)));
                        });
        return refused;
    }

    private static UUID reply(Stage stage, UUID conversation) {
        JsonNode messages =
                stage.api().conversation(conversation).expect(200).body().get("messages");
        return UUID.fromString(messages.get(messages.size() - 1).get("id").asText());
    }

    private static List<String> heard(Stage stage, String prompt) {
        List<Call> calls = stage.calls(prompt);
        assertThat(calls).as(prompt).hasSize(1);
        return calls.getFirst().messages().stream()
                .map(message -> message.role() + ": " + message.text())
                .toList();
    }
}
