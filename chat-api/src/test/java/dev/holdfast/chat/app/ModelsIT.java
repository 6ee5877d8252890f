package dev.holdfast.chat.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which model answers is the person's choice, and is seen before and after. */
class ModelsIT extends AppTest {
    private static final String MODELS = "GET /api/models";
    private static final String SEND = "PUT /api/conversations/[^/]+/messages/[^/]+";
    private static final String ID = "01a21ee2-978f-7ede-b98f-879e88c2b2f6";

    private static final String DEMO = provider("demo", "Demo", "up", "server");
    private static final String OPENAI = provider("openai", "OpenAI", "up", "server");
    private static final String OPENAI_DOWN = provider("openai", "OpenAI", "down", "server");
    private static final String OPENAI_LOCKED = provider("openai", "OpenAI", "up", "none");
    private static final String ZEBRA = provider("zebra", "Zebra", "up", "server");

    private static String provider(String id, String title, String health, String access) {
        return """
        {"id": "%1$s", "title": "%2$s", "health": "%3$s", "access": "%4$s",
         "takesKeys": true,
         "models": [{"name": "%1$s-1", "title": "%2$s One", "capabilities": []}]}
        """
                .formatted(id, title, health, access);
    }

    private void offered(String... providers) {
        server.on(MODELS, "{\"providers\": [" + String.join(",", providers) + "]}");
    }

    private AppPage openWhereChosen(String provider) {
        return opened(
                AppPage.open(
                        chromium(),
                        server,
                        AppPage.desktop(),
                        "/",
                        """
                        localStorage.setItem('holdfast.preferences', JSON.stringify(
                          { lastModel: { provider: '%1$s', name: '%1$s-1' } }));
                        """
                                .formatted(provider)));
    }

    private static Locator picker(AppPage page) {
        return page.page().locator(".model-button");
    }

    private static Locator hint(AppPage page) {
        return page.page().locator("#composer-hint");
    }

    private static Locator option(AppPage page, String title) {
        return page.page().locator(".model-option", new Page.LocatorOptions().setHasText(title));
    }

    @Test
    void aChoiceStandsWhenItsProviderFails() {
        offered(OPENAI_DOWN, DEMO);
        AppPage page = openWhereChosen("openai");

        assertThat(picker(page)).containsText("OpenAI One");
        assertThat(hint(page)).containsText("OpenAI failed a moment ago");
        server.hold(SEND);
        page.ask("All the same");
        page.page().waitForCondition(() -> server.wasCalled(SEND));
        org.assertj.core.api.Assertions.assertThat(server.bodyOf(SEND))
                .contains("\"provider\":\"openai\"");
    }

    @Test
    void aProviderThatFailedIsShownAsSuchAndCanBeTried() {
        offered(OPENAI_DOWN, ZEBRA, DEMO);
        AppPage page = openWhereChosen("zebra");
        picker(page).click();
        Locator failing = option(page, "OpenAI One");
        assertThat(failing).containsText("Failed a moment ago. You can try it anyway");
        assertThat(failing).hasAttribute("aria-disabled", "false");
        page.photograph("models-unhealthy");

        failing.click();
        assertThat(picker(page)).containsText("OpenAI One");
        page.photograph("models-unhealthy-chosen");
    }

    @Test
    void aChoiceStandsWhenItsKeyIsMissing() {
        offered(OPENAI_LOCKED, DEMO);
        AppPage page = openWhereChosen("openai");

        assertThat(picker(page)).containsText("OpenAI One");
        assertThat(hint(page)).containsText("OpenAI One needs a key of your own");
    }

    @Test
    void aChoiceStandsWhenItIsNotOfferedAnyMore() {
        offered(ZEBRA, DEMO);
        AppPage page = openWhereChosen("openai");

        assertThat(picker(page)).containsText("openai-1");
        assertThat(hint(page)).containsText("openai-1 is not offered at the moment");
        // The server would refuse it.
        assertThat(hint(page)).not().containsText("try it anyway");
    }

    @Test
    void whereNobodyChoseTheDemoIsNotTheFirstChoice() {
        offered(OPENAI_DOWN, ZEBRA, DEMO);
        AppPage page = open();
        assertThat(picker(page)).containsText("Zebra One");

        picker(page).click();
        assertThat(page.page().locator(".model-title"))
                .hasText(new String[] {"OpenAI One", "Zebra One", "Demo One"});
    }

    @Test
    void whereNobodyChoseAFailureIsNoReasonForTheDemo() {
        offered(DEMO, OPENAI_DOWN);
        assertThat(picker(open())).containsText("OpenAI One");
    }

    @Test
    void theDemoAnswersWhereThereIsNothingElse() {
        offered(DEMO, OPENAI_LOCKED);
        AppPage page = open();
        assertThat(picker(page)).containsText("Demo One");
        assertThat(hint(page)).containsText("made up");
    }

    @Test
    void whereNobodyChoseTheOperatorsModelGoesBeforeWhatThePersonPaysFor() {
        offered(
                provider("anthropic", "Anthropic", "up", "own-key"),
                OPENAI_DOWN,
                provider("custom:home", "Home", "up", "own-key"),
                DEMO);
        assertThat(picker(open())).containsText("OpenAI One");
    }

    @Test
    void whereNobodyChoseAKeyGoesBeforeAnEndpointAndBothBeforeTheDemo() {
        offered(
                provider("custom:home", "Home", "up", "own-key"),
                provider("openai", "OpenAI", "up", "own-key"),
                DEMO);
        assertThat(picker(open())).containsText("OpenAI One");
    }

    @Test
    void whatIsWrittenIsKeptWhileNoModelIsOffered() {
        offered();
        AppPage page = open().ask("To nobody yet");
        assertThat(hint(page)).containsText("No model is offered at the moment");
        assertThat(page.field()).hasValue("To nobody yet");
        org.assertj.core.api.Assertions.assertThat(server.wasCalled(SEND)).isFalse();

        // when a worker has come
        offered(ZEBRA);
        page.field().press("Enter");
        assertThat(page.question()).containsText("To nobody yet");
        page.page().waitForCondition(() -> server.wasCalled(SEND));
        org.assertj.core.api.Assertions.assertThat(server.bodyOf(SEND))
                .contains("\"provider\":\"zebra\"");
    }

    @Test
    void nothingIsMissingWhileModelsAreLoaded() {
        server.hold(MODELS);
        AppPage page = open();
        assertThat(picker(page)).containsText("Loading models");
        server.release(MODELS, route -> PlayedServer.json(route, 200, "{\"providers\": []}"));
        assertThat(picker(page)).containsText("No model");
    }

    // Which model wrote an answer

    private AppPage openAnswers() {
        offered(OPENAI, DEMO);
        server.hasConversation(
                ID,
                List.of(
                        PlayedServer.question("q1", null, "Who are you?"),
                        PlayedServer.answer(
                                "a1", "q1", "openai", "openai-1", "<p>One of many.</p>"),
                        PlayedServer.question("q2", "a1", "And you?"),
                        PlayedServer.answer("a2", "q2", "gone", "old-model", "<p>Of the past.</p>"),
                        PlayedServer.question("q3", "a2", "And now?"),
                        PlayedServer.answer("a3", "q3", "demo", "demo-1", "<p>Nobody.</p>")));
        return opened(AppPage.open(chromium(), server, AppPage.desktop(), "/c/" + ID));
    }

    @Test
    void theModelThatWroteAnAnswerIsSeenWithIt() {
        AppPage page = openAnswers();
        Locator models = page.page().locator(".answer-model");
        assertThat(models).hasText(new String[] {"OpenAI One", "old-model", "Demo One"});
        for (int i = 0; i < 3; i++) {
            assertThat(models.nth(i)).isVisible();
        }
        assertThat(models.first()).hasAttribute("title", Pattern.compile("OpenAI"));
        page.photograph("answers-by-model");
    }

    @Test
    void theDemosAnswersAreMarkedAsADemonstration() {
        AppPage page = openAnswers();
        assertThat(page.page().locator(".demonstration")).hasCount(1);
        assertThat(page.answer().locator(".demonstration")).containsText("Demonstration");
    }
}
