package dev.holdfast.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.e2e.Play;
import dev.holdfast.played.Call;
import dev.holdfast.played.Script;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The model of a conversation, how its answers are written, and its title: on all devices. */
@ExtendWith(StageExtension.class)
class ConversationOptionsIT {

    static List<Screen> screens() {
        return List.of(Screen.DESKTOP, Screen.PHONE);
    }

    @ParameterizedTest
    @MethodSource("screens")
    void whatIsSetBeforeTheFirstMessageReachesTheProvider(Screen screen, Stage stage) {
        // given
        ChatPage chat = stage.signIn(screen);
        assertThat(chat.page().locator(".model-button")).containsText("GPT-5 mini");

        // when
        open(chat);
        longest(chat).fill("321");
        effort(chat).selectOption("high");
        instructions(chat).fill("Answer in Latin.");
        chat.button("Done").click();

        // then it is kept through a reload, and used
        assertThat(chat.button("Conversation options, 3 set")).isVisible();
        chat.page().reload();
        String prompt = stage.prompt("With options", Play.of("Ita est."));
        assertThat(chat.page().locator(".model-button")).containsText("GPT-5 mini");
        chat.field().fill(prompt);
        chat.send().click();
        chat.awaitCompleted();
        Call call = stage.calls(prompt).getFirst();
        assertThat(call.settings().path("max_tokens").asInt()).isEqualTo(321);
        assertThat(call.settings().path("reasoning_effort").asText()).isEqualTo("high");
        assertThat(call.messages().getFirst())
                .isEqualTo(new Call.Message("system", "Answer in Latin."));

        // and belongs to this conversation alone
        chat.page().navigate("/");
        assertThat(chat.button("Conversation options")).isVisible();
    }

    @Test
    void whatIsSetOnOneDeviceIsThereOnTheOther(Stage stage) {
        // given
        ChatPage here = stage.signIn();
        here.ask(stage.prompt("Two devices", Play.of("Both."))).awaitCompleted();
        ChatPage there = stage.signIn(Screen.PHONE, "/c/" + here.conversation());
        there.awaitText("Both.");
        open(there);

        // when
        open(here);
        longest(here).fill("99");
        longest(here).press("Tab");

        // then
        assertThat(longest(there)).hasValue("99");

        // when
        there.button("Back to the defaults").click();

        // then
        assertThat(longest(here)).hasValue("");
        assertThat(here.page().getByText("Everything is as the model’s provider has it."))
                .isVisible();
    }

    @Test
    void theModelOfAConversationIsThatOfEveryDevice(Stage stage) {
        ChatPage here = stage.signIn();
        here.ask(stage.prompt("Which model", Play.of("This one."))).awaitCompleted();
        ChatPage there = stage.signIn(Screen.DESKTOP, "/c/" + here.conversation());
        assertThat(there.page().locator(".model-button")).containsText("GPT-5 mini");

        here.page().locator(".model-button").click();
        here.page().getByLabel("Search models").fill("it can");
        here.page().getByLabel("Search models").press("Enter");

        assertThat(there.page().locator(".model-button")).containsText("as fast as it can");
    }

    @Test
    void whatAModelDoesNotTakeSaysSoAndIsLeftOut(Stage stage) {
        // given a model that takes one of two
        ChatPage chat = stage.signIn();
        open(chat);
        assertThat(temperature(chat)).isDisabled();
        assertThat(option(chat, "temperature")).containsText("GPT-5 mini does not take this.");
        effort(chat).selectOption("low");

        // when
        model(chat).selectOption("GPT-4.1 mini");

        // then what was set stays, and says that it does nothing here
        assertThat(effort(chat)).isDisabled();
        assertThat(effort(chat)).hasValue("low");
        assertThat(option(chat, "reasoningEffort"))
                .containsText("GPT-4.1 mini does not take this; it is left out.");
        assertThat(temperature(chat)).isEnabled();
        assertThat(temperature(chat)).hasAttribute("aria-valuetext", "Default");
        temperature(chat).focus();
        temperature(chat).press("ArrowRight");
        assertThat(temperature(chat)).hasAttribute("aria-valuetext", "1.1");

        // and the question is answered
        chat.button("Done").click();
        String prompt = stage.prompt("Only what it takes", Play.of("Taken."));
        chat.ask(prompt).awaitCompleted();
        Call call = stage.calls(prompt).getFirst();
        assertThat(call.model()).isEqualTo("gpt-4.1-mini");
        assertThat(call.settings().path("temperature").asDouble()).isEqualTo(1.1);
        assertThat(call.settings().has("reasoning_effort")).isFalse();
    }

    @Test
    void whatCannotBeIsSaidAtItsField(Stage stage) {
        ChatPage chat = stage.signIn();
        open(chat);

        longest(chat).fill("a lot");
        chat.button("Done").click();

        assertThat(longest(chat)).isFocused();
        assertThat(longest(chat)).hasAttribute("aria-invalid", "true");
        assertThat(option(chat, "maxTokens").getByText("A whole number from 1 to 1,000,000."))
                .isVisible();
        longest(chat).fill("12");
        chat.button("Done").click();
        assertThat(chat.page().locator(".options-dialog[open]")).hasCount(0);
        assertThat(chat.button("Conversation options, 1 set")).isFocused();
    }

    @Test
    void whatTheServerRefusesIsSaidAtItsField(Stage stage) {
        // given
        Device device = stage.device(Screen.DESKTOP);
        device.complaints().expect("status of 422");
        ChatPage chat = device.signIn(stage.user(), "/");
        chat.ask(stage.prompt("Refused options", Play.of("Fine."))).awaitCompleted();
        chat.page()
                .route(
                        Pattern.compile("/api/conversations/[^/]+$"),
                        route -> {
                            if (route.request().method().equals("PUT")) {
                                route.fulfill(refusal());
                            } else {
                                route.resume();
                            }
                        });

        // when
        open(chat);
        longest(chat).fill("77");
        longest(chat).press("Tab");

        // then what was typed stays to be mended
        assertThat(option(chat, "maxTokens").getByText("Not today.")).isVisible();
        assertThat(longest(chat)).hasValue("77");
        assertThat(longest(chat)).isFocused();
    }

    private static Route.FulfillOptions refusal() {
        return new Route.FulfillOptions()
                .setStatus(422)
                .setContentType("application/problem+json")
                .setBody(
                        """
                        {"type": "urn:holdfast:problem:invalid-field", "slug": "invalid-field",
                         "title": "A field has a value that is not allowed", "status": 422,
                         "detail": "Not today.", "field": "options.maxTokens"}
                        """);
    }

    @Test
    void aTitleOfAModelsComesToTheListAndTheHeadingOfEveryDevice(Stage stage) throws Exception {
        // given
        ChatPage here = stage.signIn();
        String prompt =
                stage.prompt(
                        "Why does the sea taste of salt", Script.begin().say("Rivers.").silence());
        here.ask(prompt).awaitText("Rivers.");
        UUID conversation = here.conversation();
        ChatPage there = stage.signIn(Screen.DESKTOP, "/c/" + conversation);
        assertThat(there.page().locator(".bar-title h1")).hasText(prompt);
        JsonNode before = updated(stage, conversation);

        // when a worker has found a better one
        stage.scene()
                .kafka()
                .send(
                        Topic.Names.CONVERSATION_EVENTS,
                        stage.user(),
                        """
                        {"type": "conversation.titled", "conversationId": "%s",
                         "at": "2026-11-22T12:00:00Z", "title": "Salt of the sea", "titledBy": "model"}\
                        """
                                .formatted(conversation));

        // then
        for (ChatPage page : List.of(here, there)) {
            assertThat(page.page().locator(".bar-title h1")).hasText("Salt of the sea");
            assertThat(page.row("Salt of the sea")).isVisible();
        }
        assertThat(updated(stage, conversation)).isEqualTo(before);

        // and the person's own stands
        here.stop().click();
        here.awaitAnswerIs("stopped");
        here.chooseInMenuOf("Salt of the sea", "Rename");
        here.page().getByLabel("Title of the conversation").fill("Brine");
        here.page().keyboard().press("Enter");
        assertThat(there.page().locator(".bar-title h1")).hasText("Brine");
        assertThat(
                        stage.api()
                                .conversation(conversation)
                                .expect(200)
                                .body()
                                .at("/conversation/titledBy")
                                .asText())
                .isEqualTo("user");
    }

    private static JsonNode updated(Stage stage, UUID conversation) {
        return stage.api()
                .conversation(conversation)
                .expect(200)
                .body()
                .at("/conversation/updatedAt");
    }

    @Test
    void tokensAndAboutWhatTheyCostAreToldOnRequest(Stage stage) {
        ChatPage chat = stage.signIn();
        chat.ask(stage.prompt("What does it cost", Play.words(40))).awaitCompleted();

        chat.button("Speed and tokens of this answer").click();

        Locator figures = chat.answer().locator(".figures");
        assertThat(figures).containsText(Pattern.compile("[\\d,]+ tokens read"));
        assertThat(figures).containsText(Pattern.compile("[\\d,]+ tokens written"));
        assertThat(figures).containsText(Pattern.compile("(about|less than) \\$0\\.0"));
    }

    private static void open(ChatPage chat) {
        chat.page().locator(".options-button").click();
        assertThat(chat.heading("Conversation options")).isVisible();
    }

    private static Locator model(ChatPage chat) {
        return chat.page().locator("#option-model");
    }

    private static Locator temperature(ChatPage chat) {
        return chat.page().locator("#option-temperature");
    }

    private static Locator longest(ChatPage chat) {
        return chat.page().locator("#option-maxTokens");
    }

    private static Locator effort(ChatPage chat) {
        return chat.page().locator("#option-reasoningEffort");
    }

    private static Locator instructions(ChatPage chat) {
        return chat.page().locator("#option-systemPrompt");
    }

    private static Locator option(ChatPage chat, String name) {
        return chat.page().locator("[data-option=" + name + "]");
    }
}
