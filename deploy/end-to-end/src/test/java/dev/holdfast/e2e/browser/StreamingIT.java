package dev.holdfast.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import dev.holdfast.e2e.Play;
import dev.holdfast.played.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StageExtension.class)
class StreamingIT {

    /** Far above the 100 ms that are wanted, since the machines that run this are busy. */
    private static final double BUBBLE_MILLIS = 500;

    /** Letters that go when what they mark is closed; in this answer a link has the most. */
    private static final int MARKUP = "[](https://example.org)".length() + 1;

    /** Notes every text that the answer has in a picture of the page. */
    private static final String NOTE_TEXTS =
            """
            window.texts = [];
            const note = () => {
              const answer = document.querySelector('hf-answer hf-answer-html');
              if (answer && window.texts.at(-1) !== answer.textContent) window.texts.push(answer.textContent);
            };
            // A frame's callbacks come before its picture, and the app's after ours: look once it is painted.
            const next = () => requestAnimationFrame(() => { setTimeout(note); next(); });
            next();
            """;

    @Test
    void check16_theQuestionIsThereBeforeTheServerHasIt(Stage stage) {
        // given a server that does not answer
        String prompt = stage.prompt("Hurry", Play.of("Here."));
        ChatPage chat = stage.signIn();
        List<Route> held = new ArrayList<>();
        Pattern sending = Pattern.compile("/api/conversations/.*");
        chat.page().route(sending, held::add);
        chat.field().fill(prompt);
        chat.page()
                .evaluate(
                        """
                        () => {
                          addEventListener('keydown', () => { window.pressed = performance.now(); }, { capture: true });
                          new MutationObserver((_, observer) => {
                            if (document.querySelector('hf-question .bubble')) {
                              requestAnimationFrame(() => { window.shown = performance.now(); });
                              observer.disconnect();
                            }
                          }).observe(document, { childList: true, subtree: true });
                        }
                        """);

        // when
        chat.field().press("Enter");

        // then
        chat.page().waitForFunction("() => window.shown > 0");
        double millis = chat.number("() => window.shown - window.pressed");
        System.out.printf("check 16: the question was on the screen %.0f ms after Enter%n", millis);
        assertThat(millis).isLessThan(BUBBLE_MILLIS);
        assertThat(chat.question()).containsText(prompt);
        chat.page().waitForCondition(() -> !held.isEmpty());
        chat.page().unroute(sending);
        held.forEach(Route::resume);
        chat.awaitCompleted();
    }

    @Test
    void check17_somethingMovesBeforeTheFirstToken(Stage stage) {
        String prompt =
                stage.prompt(
                        "Think first", Play.of("Thought.").firstTokenAfter(Duration.ofSeconds(2)));
        ChatPage chat = stage.signIn();
        chat.ask(prompt);
        Locator sign = chat.page().locator("hf-working");
        assertThat(sign).isVisible();
        assertThat(sign).containsText("Thinking…");
        chat.awaitCompleted().awaitText("Thought.");
        assertThat(sign).hasCount(0);
    }

    @Test
    void check18_reloadInMidAnswerShowsIdenticalText(Stage stage) {
        // given an answer that pauses in the middle, of every kind of block
        String half = Play.markdown(200).text();
        String prompt =
                stage.prompt(
                        "Pause in the middle",
                        Script.begin()
                                .say(half, 4, 400)
                                .say("\n\nThe last words before the pause.")
                                .pause(Duration.ofSeconds(6))
                                .say("\n\n" + half + "\n\nThe end.", 4, 400)
                                .finish());
        ChatPage chat = stage.signIn();
        chat.ask(prompt).awaitText("The last words before the pause.");
        UUID conversation = chat.conversation();
        String before = chat.shownText();
        JsonNode running = stage.scene().awaitRunning(stage.api(), conversation, half.length());
        chat.page().addInitScript(NOTE_TEXTS);

        // when
        chat.page().reload();

        // then all of it, and never less
        chat.awaitText("The last words before the pause.");
        assertThat(chat.shownText()).isEqualTo(before);
        assertThat(chat.shownText()).isEqualTo(stage.textOf(html(running.at("/generations/0"))));
        chat.awaitCompleted().awaitText("The end.");
        List<?> texts = (List<?>) chat.page().evaluate("() => window.texts");
        List<Integer> lengths =
                texts.stream()
                        .map(text -> ((String) text).length())
                        .dropWhile(length -> length == 0)
                        .toList();
        assertThat(lengths.getFirst()).isGreaterThan(half.length() / 2);
        for (int i = 1; i < lengths.size(); i++) {
            assertThat(lengths.get(i))
                    .as("lengths of what was shown, but for markup that closes: %s", lengths)
                    .isGreaterThan(lengths.get(i - 1) - MARKUP);
        }
        assertEqualsStored(stage, chat, conversation);
    }

    @Test
    void check19_twoTabsAndAnotherDeviceShowIdenticalText(Stage stage) {
        String prompt = stage.prompt("Tell it twice", Play.markdown(300).tokensPerSecond(100));
        Device device = stage.device(Screen.DESKTOP);
        ChatPage first = device.signIn(stage.user(), "/");
        first.ask(prompt).awaitTextLength(20);
        UUID conversation = first.conversation();
        ChatPage second = device.open("/c/" + conversation);
        ChatPage phone = stage.signIn(Screen.PHONE, "/c/" + conversation);

        first.awaitCompleted();
        second.awaitCompleted();
        phone.awaitCompleted();
        assertThat(second.shownText()).isEqualTo(first.shownText());
        assertThat(phone.shownText()).isEqualTo(first.shownText());
        assertEqualsStored(stage, first, conversation);

        // and what is said in one tab is seen in the other
        String next = stage.prompt("And once more", Play.of("Once more."));
        second.ask(next);
        assertThat(first.question()).containsText(next);
        first.awaitCompleted().awaitText("Once more.");
        assertThat(stage.calls(next)).hasSize(1);
    }

    @Test
    void check21_wakesFromSleepWithAllOfIt(Stage stage) {
        String prompt = stage.prompt("Go on without me", Play.words(150).tokensPerSecond(60));
        ChatPage chat = stage.signIn();
        chat.ask(prompt).awaitTextLength(50);
        UUID conversation = chat.conversation();
        CDPSession session = chat.page().context().newCDPSession(chat.page());

        // when the computer sleeps until the answer is over
        freeze(session, "frozen");
        stage.scene().awaitStored(stage.api(), conversation, reply(stage, conversation));
        freeze(session, "active");

        // then
        chat.awaitCompleted();
        assertThat(chat.shownText()).isEqualTo(Play.words(150).text().trim());
    }

    private static void freeze(CDPSession session, String state) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("state", state);
        session.send("Page.setWebLifecycleState", arguments);
    }

    @Test
    void check22_itGoesOnWhileOneLooksAtSomethingElse(Stage stage) {
        String prompt = stage.prompt("Do not stop", Play.words(150).tokensPerSecond(50));
        ChatPage chat = stage.signIn();
        chat.ask(prompt).awaitTextLength(50);

        chat.page().keyboard().press("Control+Shift+O");
        assertThat(chat.heading("What is on your mind?")).isVisible();
        chat.row(prompt).locator("a").click();
        chat.awaitAnswerIs("streaming");
        assertThat(chat.stop()).isVisible();
        chat.awaitCompleted();
        assertThat(chat.shownText()).isEqualTo(Play.words(150).text().trim());
    }

    @Test
    void check23_24_aFailedAnswerKeepsItsTextGivesTheReasonAndARetry(Stage stage) {
        String prompt =
                stage.prompt(
                        "Break",
                        Script.begin()
                                .say("As far as it came.")
                                .breakOff("server_error", null, "The model crashed."),
                        Script.answer("The second try."));
        ChatPage chat = stage.signIn();
        chat.ask(prompt).awaitAnswerIs("failed").awaitText("As far as it came.");
        assertThat(chat.answer().locator(".problem-title")).containsText("The provider failed");
        assertThat(chat.answer().locator(".problem")).isVisible();
        assertThat(chat.status()).containsText("The answer failed");

        chat.answer().getByText("Retry").click();
        chat.awaitCompleted().awaitText("The second try.");
        assertThat(chat.answers()).hasCount(1);
        assertThat(chat.questions()).hasCount(1);
        assertThat(stage.calls(prompt)).hasSize(2);
    }

    @Test
    void check23_aStoppedAnswerLooksLikeNoFailure(Stage stage) {
        String prompt = stage.prompt("Halt", Script.begin().say("Half.").silence());
        ChatPage chat = stage.signIn();
        chat.ask(prompt).awaitText("Half.");
        chat.stop().click();
        chat.awaitAnswerIs("stopped").awaitText("Half.");
        assertThat(chat.answer().locator(".ending.is-stopped")).isVisible();
        assertThat(chat.answer().locator(".problem")).hasCount(0);
    }

    @Test
    void check25_aRateLimitSaysWhenToTryAgain(Stage stage) {
        String prompt =
                stage.prompt(
                        "Too fast",
                        Script.rateLimited(Duration.ofSeconds(45)),
                        Script.answer("Now it works."));
        ChatPage chat = stage.signIn();
        chat.ask(prompt).awaitAnswerIs("failed");
        assertThat(chat.answer().locator(".problem-title"))
                .containsText("The provider limits the rate of calls");
        Locator retry = chat.answer().locator(".problem button");
        assertThat(retry).containsText(Pattern.compile("Retry in \\d+ s"));
        assertThat(retry).isDisabled();
    }

    @Test
    void check25_aBadKeyLeadsToTheKeys(Stage stage) {
        String prompt = stage.prompt("Wrong key", Script.wrongKey());
        ChatPage chat = stage.signIn();
        chat.ask(prompt).awaitAnswerIs("failed");
        assertThat(chat.answer().locator(".problem-title"))
                .containsText("The provider refused the key");

        chat.link("Open the key for OpenAI").click();
        assertThat(chat.button("Add key: OpenAI")).isFocused();
        chat.button("Add key: OpenAI").click();
        chat.page().getByLabel("Key for OpenAI").fill("sk-of-this-reader-4711");
        chat.button("Save").click();
        assertThat(chat.page().locator("[data-provider=openai]")).containsText("Ends in 4711");
        chat.button("Remove: OpenAI").click();
        chat.button("Remove key").click();
        assertThat(chat.page().locator("[data-provider=openai]")).containsText("No key of yours");
    }

    private static UUID reply(Stage stage, UUID conversation) {
        JsonNode messages =
                stage.api().conversation(conversation).expect(200).body().get("messages");
        return UUID.fromString(messages.get(messages.size() - 1).get("id").asText());
    }

    static void assertEqualsStored(Stage stage, ChatPage chat, UUID conversation) {
        JsonNode stored =
                stage.scene().awaitStored(stage.api(), conversation, reply(stage, conversation));
        assertThat(chat.shownText()).isEqualTo(stage.textOf(html(stored)));
    }

    private static List<String> html(JsonNode message) {
        List<String> blocks = new ArrayList<>();
        for (JsonNode part : message.at("/content/parts")) {
            if (part.path("type").asText().equals("text")) {
                part.path("html").forEach(block -> blocks.add(block.asText()));
            }
        }
        return blocks;
    }
}
