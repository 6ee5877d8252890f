package dev.holdfast.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.holdfast.e2e.Play;
import dev.holdfast.played.Script;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(StageExtension.class)
class QualityIT {
    private static final Locator.WaitForOptions ATTACHED =
            new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);

    @Test
    void check36_everyShortcutWorksAndIsListed(Stage stage) {
        ChatPage chat = stage.signIn();
        String prompt = stage.prompt("Anything", Play.of("Something."));
        chat.ask(prompt).awaitCompleted();

        chat.page().keyboard().press("Control+k");
        Locator search = chat.page().getByLabel("Search conversations and commands");
        assertThat(search).isFocused();
        chat.page().keyboard().press("Escape");
        assertThat(search).isHidden();
        assertThat(chat.field()).isFocused();

        chat.page().keyboard().press("Control+Shift+O");
        assertThat(chat.heading("What is on your mind?")).isVisible();
        assertThat(chat.field()).isFocused();

        chat.page().keyboard().press("Alt+ArrowDown");
        chat.awaitText("Something.");

        chat.page().keyboard().press("Control+Shift+S");
        assertThat(chat.sidebar()).isHidden();
        chat.page().keyboard().press("Control+Shift+S");
        assertThat(chat.sidebar()).isVisible();

        chat.page().keyboard().press("Control+Shift+C");
        assertThat(chat.status()).containsText("Answer copied");

        chat.page().keyboard().press("Control+/");
        Locator help = chat.page().locator(".shortcuts-dialog");
        assertThat(help).isVisible();
        for (String listed :
                List.of(
                        "Ctrl K",
                        "Ctrl Shift O",
                        "Ctrl /",
                        "Ctrl Shift S",
                        "Ctrl .",
                        "Ctrl Shift C",
                        "Esc",
                        "Enter")) {
            assertThat(help)
                    .containsText(Pattern.compile(listed.replace(" ", "\\s*").replace(".", "\\.")));
        }
        chat.page().keyboard().press("Escape");
        assertThat(help).isHidden();
        assertThat(chat.field()).isFocused();
    }

    @Test
    void check36_searchFindsTitlesTextsAndCommands(Stage stage) {
        ChatPage chat = stage.signIn();
        chat.ask(stage.prompt("Which knot holds", Play.of("The *bowline* does, nearly always.")))
                .awaitCompleted();
        UUID found = chat.conversation();
        chat.page().keyboard().press("Control+Shift+O");

        Locator search = chat.page().getByLabel("Search conversations and commands");
        chat.page().keyboard().press("Control+k");
        search.fill("knot");
        Locator first = chat.page().locator(".search-entry").first();
        assertThat(first.locator("mark")).hasText("knot");
        search.press("Enter");
        assertThat(chat.page()).hasURL(Pattern.compile("/c/" + found));

        chat.page().keyboard().press("Control+Shift+O");
        chat.page().keyboard().press("Control+k");
        // What is said is found as soon as the device has kept it.
        chat.page()
                .waitForCondition(() -> {
                    search.fill("");
                    search.fill("bowline");
                    chat.page().getByText(Pattern.compile("^\\d+ results?$")).waitFor(ATTACHED);
                    return first.locator("mark").count() > 0;
                });
        assertThat(first.locator("mark")).hasText("bowline");
        search.press("Enter");
        assertThat(chat.page()).hasURL(Pattern.compile("/c/" + found + "#"));
        chat.awaitText("bowline");

        chat.page().keyboard().press("Control+k");
        search.fill("dark theme");
        search.press("Enter");
        assertThat(chat.page().locator("html")).hasAttribute("data-theme", "dark");

        chat.page().keyboard().press("Control+k");
        search.fill("no such words");
        assertThat(chat.page().getByText("Nothing found for “no such words”.")).isVisible();
    }

    @Test
    void check37_theStreamIsSilentAndAStatusTellsItsStartAndEnd(Stage stage) {
        String prompt = stage.prompt("Read to me", Play.words(30).tokensPerSecond(20));
        ChatPage chat = stage.signIn();
        chat.ask(prompt).awaitTextLength(20);
        assertThat(chat.status()).hasText("An answer is being written.");
        assertThat(chat.status()).hasAttribute("aria-live", "polite");
        assertThat(
                        (boolean)
                                chat.answerHtml()
                                        .evaluate(
                                                "(answer) => answer.closest('[aria-live],"
                                                    + " [role=status], [role=log], [role=alert]')"
                                                    + " === null &&"
                                                    + " answer.querySelector('[aria-live],"
                                                    + " [role=status], [role=log], [role=alert]')"
                                                    + " === null"))
                .isTrue();
        assertThat(chat.answer().locator("article")).hasAttribute("aria-busy", "true");

        chat.awaitCompleted();
        assertThat(chat.status()).hasText("The answer is complete.");
        assertThat(chat.answer().locator("article")).hasAttribute("aria-busy", "false");
    }

    @Test
    void check38_tabWalksInOrderAndEverythingFocusedIsSeen(Stage stage) {
        ChatPage chat = stage.signIn();
        chat.ask(stage.prompt("One answer", Play.of("With [a link](https://example.org).")))
                .awaitCompleted();
        chat.page()
                .evaluate(
                        "() => { document.body.tabIndex = -1; document.body.focus();"
                                + " document.body.removeAttribute('tabindex'); }");

        chat.page().keyboard().press("Tab");
        assertThat(chat.link("Skip to the content")).isFocused();
        assertThat(chat.link("Skip to the content")).isInViewport();

        String previous = "";
        boolean sawTheLink = false;
        boolean sawTheField = false;
        for (int i = 0; i < 40 && !sawTheField; i++) {
            chat.page().keyboard().press("Tab");
            String focused =
                    (String)
                            chat.page()
                                    .evaluate(
                                            """
                                            () => {
                                              const element = document.activeElement;
                                              const style = getComputedStyle(element);
                                              const around = element.closest('form, .row, label') ?? element;
                                              const ring = (one) => { const s = getComputedStyle(one); return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'; };
                                              const box = element.getBoundingClientRect();
                                              const name = element.getAttribute('aria-label') ?? element.id ?? element.textContent.trim();
                                              return `${ring(element) || ring(around) ? 'ring' : 'NO RING'} ${box.width > 0 && box.height > 0 && style.visibility === 'visible' ? 'seen' : 'UNSEEN'} ${element.localName} ${name} ${element.textContent.trim().slice(0, 30)}`;
                                            }
                                            """);
            assertThat(focused).doesNotContain("NO RING", "UNSEEN").isNotEqualTo(previous);
            previous = focused;
            sawTheLink |= focused.contains(" a ") && focused.endsWith("a link");
            sawTheField = focused.contains("textarea");
        }
        assertThat(sawTheLink).as("the link in the answer, before the composer").isTrue();
        assertThat(sawTheField).isTrue();
    }

    @Test
    void check38_dialogsHoldTheFocusAndGiveItBack(Stage stage) {
        ChatPage chat = stage.signIn();
        Locator opener = chat.sidebar().getByText("Search");
        opener.click();
        for (int i = 0; i < 5; i++) {
            chat.page().keyboard().press("Tab");
            assertThat(
                            (boolean)
                                    chat.page()
                                            .evaluate(
                                                    "() => document.activeElement === document.body"
                                                        + " || document.activeElement.closest('dialog')"
                                                        + " !== null"))
                    .isTrue();
        }
        chat.page().keyboard().press("Escape");
        assertThat(chat.sidebar().locator("button.sidebar-action").first()).isFocused();

        Locator account = chat.sidebar().locator(".account");
        account.click();
        assertThat(chat.page().getByRole(AriaRole.MENUITEM).first()).isFocused();
        chat.page().keyboard().press("ArrowDown");
        assertThat(chat.page().getByRole(AriaRole.MENUITEM).nth(1)).isFocused();
        chat.page().keyboard().press("Escape");
        assertThat(account).isFocused();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void check38_axeFindsNothingOnAnyView(ColorScheme theme, Stage stage) {
        // given
        Screen screen = theme == ColorScheme.DARK ? Screen.DESKTOP.dark() : Screen.DESKTOP;
        Device device = stage.device(screen.still());
        device.complaints().expect("status of 404");
        ChatPage chat = device.open("/");
        chat.button("Sign in").waitFor();
        assertAccessible("sign-in", chat.page());

        // and the views of somebody who is here
        Device.signIn(chat, stage.user());
        chat.field().waitFor();
        assertAccessible("empty state", chat.page());

        chat.ask(
                        stage.prompt(
                                "Everything",
                                Script.begin()
                                        .reason("Considering.")
                                        .say(ShowPiece.MARKDOWN + "\n\nSee [1].")
                                        .cite("https://example.org/quicksort", "Quicksort")
                                        .cite("https://example.com/sorting", null)
                                        .finish()))
                .awaitCompleted();
        chat.button("Speed and tokens of this answer").click();
        chat.answer().locator(".aside-toggle").click();
        chat.ask(stage.prompt("Fail", Script.wrongKey())).awaitAnswerIs("failed");
        chat.ask(stage.prompt("Wait", Script.begin().say("Half.").silence())).awaitText("Half.");
        assertAccessible("conversation while it streams", chat.page());
        chat.stop().click();
        chat.awaitAnswerIs("stopped");
        assertAccessible("conversation with a stopped and a failed answer", chat.page());

        chat.page().locator(".model-button").click();
        chat.page().getByLabel("Search models").waitFor();
        assertAccessible("model picker", chat.page());
        chat.page().keyboard().press("Escape");
        chat.page().locator(".options-button").click();
        chat.page().locator("#option-maxTokens").fill("many");
        chat.button("Done").click();
        chat.page().locator(".option .field-error").waitFor();
        assertAccessible("options", chat.page());
        chat.page().keyboard().press("Escape");
        chat.page().keyboard().press("Control+k");
        chat.page().locator(".search-entry").first().waitFor();
        assertAccessible("search", chat.page());
        chat.page().keyboard().press("Escape");
        chat.page().keyboard().press("Control+/");
        chat.page().locator(".shortcuts-dialog[open]").waitFor();
        assertAccessible("shortcuts", chat.page());
        chat.page().keyboard().press("Escape");
        chat.sidebar().locator(".account").click();
        chat.page().getByRole(AriaRole.MENUITEM).first().waitFor();
        assertAccessible("menu", chat.page());

        chat.page().navigate("/settings");
        chat.button("Add key: OpenAI").click();
        assertAccessible("settings", chat.page());
        chat.page().navigate("/nowhere");
        chat.heading("There is nothing here").waitFor();
        assertAccessible("404", chat.page());

        // and on a phone
        chat.page().setViewportSize(360, 740);
        chat.page().navigate("/");
        chat.button("Open sidebar").click();
        assertThat(chat.sidebar()).isVisible();
        assertAccessible("drawer", chat.page());
    }

    private static void assertAccessible(String view, Page page) {
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .as("axe, %s", view)
                .extracting(rule ->
                        rule.getId()
                                + ": "
                                + rule.getHelp()
                                + rule.getNodes().stream()
                                        .map(node ->
                                                "\n  "
                                                        + node.getHtml()
                                                        + node.getAny().stream()
                                                                .map(any ->
                                                                        "\n    " + any.getMessage())
                                                                .toList())
                                        .toList())
                .isEmpty();
    }

    @Test
    void check39_aChosenThemeIsThereBeforeTheFirstPaint(Stage stage) {
        Device device = stage.device(Screen.DESKTOP);
        ChatPage chat = device.signIn(stage.user(), "/settings");
        chat.page().getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Dark")).check();
        assertThat(chat.page().locator("html")).hasAttribute("data-theme", "dark");
        device.context()
                .addInitScript(
                        """
                        window.themes = [];
                        const note = () => {
                          if (document.body) window.themes.push(document.documentElement.dataset.theme ?? 'none');
                          requestAnimationFrame(note);
                        };
                        requestAnimationFrame(note);
                        """);

        chat.page().reload();
        assertThat(chat.heading("Settings")).isVisible();
        assertThat((List<?>) chat.page().evaluate("() => [...new Set(window.themes)]"))
                .isEqualTo(List.of("dark"));
        assertThat(
                        (String)
                                chat.page()
                                        .evaluate(
                                                "() => getComputedStyle(document.body).colorScheme"
                                                    + " || getComputedStyle(document.documentElement).colorScheme"))
                .contains("dark");
    }

    @Test
    void check39_nothingMovesWhereReducedMotionIsWanted(Stage stage) {
        ChatPage chat = stage.signIn(Screen.DESKTOP.still());
        chat.ask(stage.prompt("Do not move", Script.begin().open().silence()));
        chat.page().locator("hf-working").waitFor();
        Object moving =
                chat.page()
                        .evaluate(
                                """
                                () => document.getAnimations()
                                  .filter((one) => one.playState === 'running' && one.effect.getComputedTiming().duration > 10)
                                  .map((one) => `${one.animationName ?? one.transitionProperty} of ${one.effect.target.className}`)
                                """);
        assertThat((List<?>) moving).isEmpty();
        chat.stop().click();
        chat.awaitAnswerIs("stopped");
    }

    @Test
    void check40_anErrorStaysWhereItIsSeenUntilItIsPutAway(Stage stage) {
        Device device = stage.device(Screen.DESKTOP);
        device.complaints().expect("status of 500");
        ChatPage chat = device.signIn(stage.user(), "/");
        String prompt = stage.prompt("To be renamed", Play.of("Yes."));
        chat.ask(prompt).awaitCompleted();
        chat.page()
                .route(
                        Pattern.compile("/api/conversations/[^/]+$"),
                        route -> {
                            if (route.request().method().equals("PUT")) {
                                route.fulfill(
                                        new Route.FulfillOptions().setStatus(500).setBody("{}"));
                            } else {
                                route.resume();
                            }
                        });

        chat.chooseInMenuOf(prompt, "Rename");
        chat.page().getByLabel("Title of the conversation").fill("Another name");
        chat.page().keyboard().press("Enter");

        Locator notice = chat.notice("rename");
        assertThat(notice).containsText("The title could not be changed.");
        assertThat(notice).hasAttribute("role", "alert");
        assertThat(chat.row(prompt)).isVisible();
        notice.getByRole(AriaRole.BUTTON).click();
        assertThat(notice).hasCount(0);
    }
}
