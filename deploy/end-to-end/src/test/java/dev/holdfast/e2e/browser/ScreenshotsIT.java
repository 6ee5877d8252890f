package dev.holdfast.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import dev.holdfast.played.Script;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A picture of each view in {@code target/screenshots}, for the eyes of people: the checks that no
 * program can make. What is asserted is that each view came up.
 */
@ExtendWith(StageExtension.class)
class ScreenshotsIT {
    private static final String QUESTION = "Show me quicksort in Java. Why is it fast?";
    private static final String SLOWLY = "And once more, slowly";
    private static final String FAILING = "And what if it breaks?";

    static Stream<Screen> screens() {
        return Stream.of(Screen.DESKTOP, Screen.DESKTOP.dark(), Screen.PHONE, Screen.PHONE.dark());
    }

    @ParameterizedTest
    @MethodSource("screens")
    void photographsEachView(Screen screen, Stage stage) {
        Device device = stage.device(screen.still());
        device.complaints().expect("status of 404");
        ChatPage chat = device.open("/");
        chat.button("Sign in").waitFor();
        take("1-sign-in", screen, chat);

        Device.signIn(chat, stage.user());
        assertThat(chat.page().locator(".model-button")).containsText("GPT");
        take("2-empty", screen, chat);
        seed(stage);

        stage.scene()
                .provider()
                .answers(
                        QUESTION,
                        Script.begin()
                                .reason(
                                        "The question is about sorting. I should show the code"
                                                + " first, then give the reason.")
                                .say(ShowPiece.MARKDOWN, 40, 200)
                                .finish());
        chat.field().fill(QUESTION);
        chat.send().click();
        chat.awaitCompleted();
        take("3a-conversation-end", screen, chat);
        chat.scroller().evaluate("(scroller) => { scroller.scrollTop = 0; }");
        take("3-conversation", screen, chat);

        stage.scene()
                .provider()
                .answers(
                        SLOWLY, Script.begin().say(ShowPiece.MARKDOWN.substring(0, 900)).silence());
        chat.field().fill(SLOWLY);
        chat.send().click();
        chat.awaitText("Quicksort").awaitAnswerIs("streaming");
        take("4-streaming", screen, chat);
        chat.stop().click();
        chat.awaitAnswerIs("stopped");
        take("4a-stopped", screen, chat);

        stage.scene()
                .provider()
                .answers(
                        FAILING,
                        Script.begin()
                                .say(
                                        "Then what is there stays:\n\n"
                                                + "1. the text so far,\n"
                                                + "2. the reason")
                                .breakOff("server_error", null, "The model crashed."));
        chat.field().fill(FAILING);
        chat.send().click();
        chat.awaitAnswerIs("failed");
        take("5-failed", screen, chat);

        chat.page().locator(".model-button").click();
        chat.page().getByLabel("Search models").waitFor();
        take("6-models", screen, chat);
        chat.page().keyboard().press("Escape");
        chat.page().locator(".options-button").click();
        chat.page().locator("#option-maxTokens").waitFor();
        take("6a-options", screen, chat);
        chat.page().locator("#option-reasoningEffort").selectOption("high");
        chat.page().locator("#option-maxTokens").fill("many");
        chat.page().locator("#option-systemPrompt").fill("Answer briefly, and in German.");
        chat.button("Done").click();
        chat.page().locator(".option .field-error").waitFor();
        take("6b-options-set", screen, chat);
        chat.page().keyboard().press("Escape");

        chat.page().keyboard().press("Control+k");
        chat.page().locator(".search-entry").first().waitFor();
        take("7-search", screen, chat);
        chat.page().keyboard().press("Escape");
        chat.page().keyboard().press("Control+/");
        chat.page().locator(".shortcuts-dialog[open]").waitFor();
        take("8-shortcuts", screen, chat);
        chat.page().keyboard().press("Escape");

        if (screen.isPhone()) {
            chat.button("Open sidebar").click();
            assertThat(chat.sidebar()).isVisible();
            take("9-drawer", screen, chat);
        }
        chat.page().navigate("/settings");
        chat.button("Add key: OpenAI").waitFor();
        take("10-settings", screen, chat);
        photographKeys(screen, stage, chat);
        chat.page().navigate("/nowhere");
        chat.heading("There is nothing here").waitFor();
        take("11-missing", screen, chat);
    }

    private static void photographKeys(Screen screen, Stage stage, ChatPage chat) {
        Locator status = chat.page().locator("[data-provider=openai] .trial-status");
        stage.scene().provider().takesNoKey();
        try {
            leave("Add key: OpenAI", chat);
            assertThat(status).containsText("Refused");
            take("10a-key-refused", screen, chat);
            stage.scene().provider().breaksWhenKeysAreTried();
            leave("Replace: OpenAI", chat);
            assertThat(status).containsText("Could not be tried");
            take("10b-key-untried", screen, chat);
            stage.scene().provider().leavesKeysWaiting();
            chat.button("Try again: OpenAI").click();
            assertThat(status).containsText("Trying");
            take("10c-key-checking", screen, chat);
        } finally {
            stage.scene().provider().takesEveryKey();
        }
        leave("Replace: OpenAI", chat);
        assertThat(status).hasText("Works");
        take("10d-key-works", screen, chat);
    }

    private static void leave(String button, ChatPage chat) {
        chat.button(button).click();
        chat.page().getByLabel("Key for OpenAI").fill("sk-of-a-reader-4711");
        chat.button("Save").click();
    }

    private static void seed(Stage stage) {
        for (String title :
                List.of(
                        "Hut-to-hut walk in the Dolomites",
                        "Why is the sky dark at night?",
                        "A letter to the landlord",
                        "Square root of two, irrational",
                        "PostgreSQL against SQLite")) {
            UUID id = stage.api().newConversation();
            stage.api()
                    .call(
                            "PUT",
                            "/api/conversations/" + id,
                            "{\"title\":\""
                                    + title
                                    + "\",\"pinned\":"
                                    + title.startsWith("Hut")
                                    + "}")
                    .expect(200);
        }
    }

    private static void take(String view, Screen screen, ChatPage chat) {
        Path file =
                StageExtension.target()
                        .resolve("screenshots")
                        .resolve(view + "-" + screen + ".png");
        chat.page()
                .screenshot(
                        new Page.ScreenshotOptions()
                                .setPath(file)
                                .setAnimations(ScreenshotAnimations.DISABLED));
        assertThat(file).isNotEmptyFile();
    }
}
