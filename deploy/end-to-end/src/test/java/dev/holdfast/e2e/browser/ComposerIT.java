package dev.holdfast.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dev.holdfast.client.Json;
import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.catalog.ProviderAdvertised;
import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.e2e.Play;
import dev.holdfast.played.Script;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StageExtension.class)
class ComposerIT {

    /** Chromium's own sign that an input method is choosing; its keys are not the app's. */
    private static final String ENTER_OF_AN_INPUT_METHOD =
            """
            (field) => field.dispatchEvent(
              new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }))
            """;

    @Test
    void check09_theFieldHasTheFocusAndGrowsToAMaximum(Stage stage) {
        ChatPage chat = stage.signIn();
        assertThat(chat.field()).isFocused();
        double one = height(chat.field());

        chat.field().fill("a\nb\nc\nd");
        double four = height(chat.field());
        chat.field().fill("line\n".repeat(200));
        double many = height(chat.field());

        assertThat(four).isGreaterThan(one * 2);
        assertThat(many).isGreaterThan(four).isLessThan(800 * 0.6);
        chat.field().fill("");
        assertThat(height(chat.field())).isEqualTo(one);
    }

    private static double height(Locator element) {
        BoundingBox box = element.boundingBox();
        return box.height;
    }

    @Test
    void check10_enterSendsShiftEnterBreaksAndInputMethodsAreSafe(Stage stage) {
        String line = "Two lines";
        String prompt = stage.prompt(line + "\nin one message", Play.of("Read."));
        ChatPage chat = stage.signIn();

        chat.field().pressSequentially(line);
        chat.field().evaluate(ENTER_OF_AN_INPUT_METHOD);
        assertThat(chat.questions()).hasCount(0);
        chat.field().press("Shift+Enter");
        chat.field().pressSequentially(prompt.substring(line.length() + 1));
        assertThat(chat.field()).hasValue(prompt);
        assertThat(chat.questions()).hasCount(0);

        chat.field().press("Enter");
        chat.awaitCompleted().awaitText("Read.");
        assertThat(chat.field()).hasValue("");
        assertThat(chat.field()).isFocused();
        assertThat(stage.calls(prompt)).hasSize(1);
    }

    @Test
    void check11_aDraftSurvivesAReloadInItsOwnConversation(Stage stage) {
        UUID first = stage.api().newConversation();
        UUID second = stage.api().newConversation();
        ChatPage chat = stage.signIn(Screen.DESKTOP, "/c/" + first);
        chat.field().fill("for the first");
        chat.open(second);
        assertThat(chat.field()).hasValue("");
        chat.field().fill("for the second");
        chat.open(first);
        assertThat(chat.field()).hasValue("for the first");
        chat.page().reload();
        assertThat(chat.field()).hasValue("for the first");
        chat.open(second);
        assertThat(chat.field()).hasValue("for the second");
    }

    @Test
    void check12_aDoubleClickSendsOnce(Stage stage) {
        String prompt = stage.prompt("Only once", Play.words(20).tokensPerSecond(30));
        ChatPage chat = stage.signIn();
        chat.field().fill(prompt);
        chat.send().dblclick();

        chat.awaitCompleted();
        assertThat(chat.questions()).hasCount(1);
        assertThat(stage.calls(prompt)).hasSize(1);
    }

    @Test
    void check13_sendBecomesStopWhichWorksBeforeTheFirstToken(Stage stage) {
        String prompt = stage.prompt("Hesitate", Script.begin().open().silence());
        ChatPage chat = stage.signIn();
        chat.ask(prompt);
        chat.page().waitForCondition(() -> !stage.calls(prompt).isEmpty());
        assertThat(chat.send()).hasCount(0);

        chat.stop().click();
        chat.awaitAnswerIs("stopped");
        assertThat(chat.answer()).containsText("You stopped this answer.");
        assertThat(chat.send()).isVisible();
        chat.page().waitForCondition(() -> stage.calls(prompt).getFirst().wasLeft());
    }

    @Test
    void check13_stopKeepsTheTextThatThereIs(Stage stage) {
        String prompt = stage.prompt("Say half", Script.begin().say("The first half.").silence());
        ChatPage chat = stage.signIn();
        chat.ask(prompt).awaitText("The first half.");

        chat.page().keyboard().press("Control+.");
        chat.awaitAnswerIs("stopped").awaitText("The first half.");
    }

    @Test
    void check15_theModelPickerSearchesByKeyboardAndSaysWhyNot(Stage stage) throws Exception {
        // given a provider that takes only its users' keys
        stage.scene()
                .kafka()
                .send(
                        Topic.Names.MODEL_CATALOG,
                        "lighthouse",
                        Json.MAPPER.writeValueAsString(
                                new ProviderAdvertised(
                                        "lighthouse",
                                        "Lighthouse",
                                        ProviderAdvertised.Access.OWN_KEY,
                                        ProviderAdvertised.Health.UP,
                                        List.of(
                                                new ModelOffer(
                                                        "beam-1",
                                                        "Beam",
                                                        List.of("reasoning", "images"),
                                                        200_000)),
                                        "nobody",
                                        Instant.now())));
        ChatPage chat = stage.signIn();
        Locator picker = chat.page().locator(".model-button");
        assertThat(picker).containsText("played");

        // when
        picker.click();
        Locator search = chat.page().getByLabel("Search models");
        assertThat(search).isFocused();

        // then capabilities, and why not
        Locator beam = option(chat, "Beam");
        assertThat(beam).hasAttribute("aria-disabled", "true");
        assertThat(beam).containsText("Needs a key of your own");
        assertThat(beam).containsText("Reasoning");
        assertThat(beam).containsText("Images");
        assertThat(chat.link("Add a key in the settings")).isVisible();

        // and what cannot be chosen is not
        search.fill("beam");
        assertThat(chat.page().locator(".model-option")).hasCount(1);
        search.press("Enter");
        assertThat(beam).isVisible();

        // and what can be is, by keyboard
        search.fill("demo fast");
        search.press("ArrowDown");
        search.press("Enter");
        assertThat(beam).isHidden();
        assertThat(picker).containsText("fast");
        assertThat(chat.field()).isFocused();

        // and Escape changes nothing
        picker.click();
        search.press("Escape");
        assertThat(search).isHidden();
        assertThat(picker).containsText("fast");

        // and is what answers
        chat.ask("What is an anchor?").awaitCompleted();
        assertThat(chat.answer().getByRole(AriaRole.HEADING).first()).containsText("Demo");
    }

    private static Locator option(ChatPage chat, String title) {
        return chat.page().locator(".model-option", new Page.LocatorOptions().setHasText(title));
    }

    @Test
    void saysHowLongAMessageMayBe(Stage stage) {
        ChatPage chat = stage.signIn();
        chat.field().fill("a".repeat(100_001));
        assertThat(chat.page().getByRole(AriaRole.ALERT))
                .containsText("at most 100,000 can be sent");
        assertThat(chat.send()).isDisabled();
    }
}
