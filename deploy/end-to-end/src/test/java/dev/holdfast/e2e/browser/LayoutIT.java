package dev.holdfast.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.Ids;
import dev.holdfast.e2e.Play;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StageExtension.class)
class LayoutIT {
    private static final String WIDER_THAN_THE_SCREEN =
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

    @Test
    void check01_theSidebarCollapsesAndStaysSo(Stage stage) {
        ChatPage chat = stage.signIn();
        assertThat(chat.sidebar()).isVisible();

        chat.button("Close sidebar").click();
        assertThat(chat.sidebar()).isHidden();
        chat.page().reload();
        assertThat(chat.button("Open sidebar")).isVisible();
        assertThat(chat.sidebar()).isHidden();

        chat.button("Open sidebar").click();
        assertThat(chat.sidebar()).isVisible();
    }

    @Test
    void check01_theSidebarIsADrawerOnAPhone(Stage stage) {
        ChatPage chat = stage.signIn(Screen.PHONE);
        assertThat(chat.sidebar()).isHidden();

        chat.button("Open sidebar").click();
        assertThat(chat.sidebar()).isVisible();
        assertThat(chat.button("Close sidebar")).isFocused();
        chat.page().keyboard().press("Escape");
        assertThat(chat.sidebar()).isHidden();
        assertThat(chat.button("Open sidebar")).isFocused();

        chat.button("Open sidebar").click();
        chat.page().locator(".scrim").click(new Locator.ClickOptions().setPosition(340, 400));
        assertThat(chat.sidebar()).isHidden();
    }

    @Test
    void check02_groupsByPinAndByTheDayOfTheReader(Stage stage) {
        conversation(stage.api(), "About tides", false);
        conversation(stage.api(), "About anchors", true);
        ChatPage chat = stage.signIn();
        assertThat(chat.page().locator(".group-title")).hasText(new String[] {"Pinned", "Today"});

        for (Group group :
                List.of(
                        new Group(1, "Yesterday"),
                        new Group(5, "Previous 7 days"),
                        new Group(20, "Previous 30 days"),
                        new Group(60, "Older"))) {
            chat.page()
                    .clock()
                    .setFixedTime(
                            Instant.now().plus(group.daysLater(), ChronoUnit.DAYS).toEpochMilli());
            chat.page().reload();
            assertThat(chat.page().locator(".group-title"))
                    .hasText(new String[] {"Pinned", group.title()});
            assertThat(group(chat, group.title())).containsText("About tides");
            assertThat(group(chat, "Pinned")).containsText("About anchors");
        }
    }

    private record Group(int daysLater, String title) {}

    private static Locator group(ChatPage chat, String title) {
        return chat.page()
                .locator("section.group", new Page.LocatorOptions().setHas(chat.heading(title)));
    }

    private static UUID conversation(ChatApi api, String title, boolean pinned) {
        UUID id = api.newConversation();
        api.call(
                        "PUT",
                        "/api/conversations/" + id,
                        "{\"title\":\"" + title + "\",\"pinned\":" + pinned + "}")
                .expect(200);
        return id;
    }

    @Test
    void check03_renamesInLineAndOnEveryDevice(Stage stage) {
        UUID id = conversation(stage.api(), "First name", false);
        ChatPage chat = stage.signIn();
        ChatPage other = stage.signIn();

        chat.chooseInMenuOf("First name", "Rename");
        Locator field = chat.page().getByLabel("Title of the conversation");
        assertThat(field).isFocused();
        assertThat(field).hasValue("First name");
        field.fill("Not this");
        field.press("Escape");
        assertThat(chat.row("First name")).isVisible();

        chat.row("First name").locator(".row-link").dblclick();
        field.fill("Second name");
        field.press("Enter");
        assertThat(chat.row("Second name")).isVisible();
        assertThat(other.row("Second name")).isVisible();
        chat.page()
                .waitForCondition(() ->
                        stage.api()
                                .conversation(id)
                                .body()
                                .at("/conversation/title")
                                .asText()
                                .equals("Second name"));
    }

    @Test
    void check03_aDeleteCanBeUndoneAndIsRealWithoutThat(Stage stage) {
        UUID kept = conversation(stage.api(), "To be kept", false);
        UUID gone = conversation(stage.api(), "To be gone", false);
        ChatPage chat = stage.signIn();

        chat.chooseInMenuOf("To be kept", "Delete");
        assertThat(chat.row("To be kept")).hasCount(0);
        chat.button("Undo").click();
        assertThat(chat.row("To be kept")).isVisible();

        chat.chooseInMenuOf("To be gone", "Delete");
        chat.page().waitForCondition(() -> stage.api().conversation(gone).status() == 404);
        stage.api().conversation(kept).expect(200);
        assertThat(chat.row("To be gone")).hasCount(0);
    }

    @Test
    void check04_aSpinnerWhileItRunsAndADotUntilItIsRead(Stage stage) {
        String prompt = stage.prompt("Count the waves", Play.words(120).tokensPerSecond(30));
        ChatPage chat = stage.signIn();
        chat.ask(prompt).awaitTextLength(10);

        chat.link("New conversation").first().click();
        assertThat(chat.row(prompt).locator(".spinner")).isVisible();
        assertThat(chat.row(prompt).locator(".dot")).isVisible();
        assertThat(chat.row(prompt).locator(".spinner")).hasCount(0);

        chat.row(prompt).locator("a").click();
        chat.awaitCompleted();
        assertThat(chat.row(prompt).locator(".dot")).hasCount(0);
    }

    @Test
    void check05_skeletonsStandWhereMessagesWillBe(Stage stage) {
        // given
        String prompt = stage.prompt("Say something", Play.markdown(60));
        ChatPage first = stage.signIn();
        UUID id = first.ask(prompt).awaitCompleted().conversation();
        Device device = stage.device(Screen.DESKTOP);
        device.context()
                .addInitScript(
                        """
                        window.shifts = 0;
                        new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
                          if (!entry.hadRecentInput) window.shifts += entry.value;
                        })).observe({ type: 'layout-shift', buffered: true });
                        """);
        List<Route> held = new ArrayList<>();
        device.context().route(Pattern.compile("/api/conversations"), held::add);

        // when
        ChatPage chat = device.signIn(stage.user(), "/c/" + id);

        // then
        assertThat(chat.page().locator(".skeletons")).isVisible();
        assertThat(chat.page().locator(".row-skeleton").first()).isVisible();
        device.context().unroute(Pattern.compile("/api/conversations"));
        held.forEach(Route::resume);
        chat.awaitCompleted();
        assertThat(chat.row(prompt)).isVisible();
        assertThat(chat.number("() => window.shifts")).as("layout shift").isLessThan(0.1);
    }

    @Test
    void check06_theExamplesOfTheEmptyStateWork(Stage stage) {
        ChatPage chat = stage.signIn();
        assertThat(chat.heading("What is on your mind?")).isVisible();
        Locator example = chat.page().locator(".example").nth(1);
        String text = example.locator(".example-text").innerText();

        example.click();
        assertThat(chat.question()).containsText(text);
        chat.awaitCompleted().awaitText("Played");
        assertThat(chat.page()).hasURL(Pattern.compile("/c/[0-9a-f-]{36}$"));
    }

    @Test
    void check07_deepLinksTheBackButtonAndAnAddressThatLeadsNowhere(Stage stage) {
        // given
        UUID id = conversation(stage.api(), "Linked", false);
        String prompt = stage.prompt("Speak", Play.of("Spoken."));
        stage.api().send(id, prompt, "openai", "played").expect(202);

        // when someone who is not signed in follows a link
        ChatPage chat = stage.signIn(Screen.DESKTOP, "/c/" + id);

        // then
        chat.awaitText("Spoken.");
        assertThat(chat.page()).hasURL(Pattern.compile("/c/" + id));
        assertThat(chat.page()).hasTitle(Pattern.compile("Linked"));

        // when
        chat.link("New conversation").first().click();
        assertThat(chat.heading("What is on your mind?")).isVisible();
        chat.page().goBack();
        chat.awaitText("Spoken.");
        chat.page().goForward();
        assertThat(chat.heading("What is on your mind?")).isVisible();
    }

    @Test
    void check07_unknownAddressesShowTheAppsOwnPage(Stage stage) {
        Device device = stage.device(Screen.DESKTOP);
        device.complaints().expect("status of 40[04]");
        ChatPage chat = device.signIn(stage.user(), "/no/such/page");
        assertThat(chat.heading("There is nothing here")).isVisible();
        assertThat(chat.page()).hasURL(Pattern.compile("/no/such/page$"));

        chat.open(UUID.randomUUID());
        assertThat(chat.heading("There is nothing here")).isVisible();
        chat.open(Ids.next());
        assertThat(chat.heading("There is nothing here")).isVisible();

        chat.link("Start a new conversation").click();
        assertThat(chat.field()).isVisible();
    }

    @Test
    void check08_nothingIsWiderThanAPhone(Stage stage) {
        String wide =
                "A very long word: "
                        + "anchor".repeat(60)
                        + "\n\n```java\n"
                        + "int x = 1; ".repeat(40)
                        + "\n```\n\n|"
                        + " column |".repeat(20)
                        + "\n|"
                        + "---|".repeat(20)
                        + "\n|"
                        + " cell |".repeat(20)
                        + "\n\n"
                        + "https://example.org/"
                        + "path/".repeat(60);
        String prompt = stage.prompt("W" + "i".repeat(80) + "de", Play.of(wide));
        ChatPage chat = stage.signIn(Screen.PHONE);
        assertThat(chat.number(WIDER_THAN_THE_SCREEN)).isLessThanOrEqualTo(0);

        chat.field().fill(prompt);
        chat.send().click();
        chat.awaitCompleted();
        assertThat(chat.number(WIDER_THAN_THE_SCREEN)).isLessThanOrEqualTo(0);

        chat.page().navigate("/settings");
        assertThat(chat.heading("Settings")).isVisible();
        assertThat(chat.number(WIDER_THAN_THE_SCREEN)).isLessThanOrEqualTo(0);
    }

    @Test
    void check08_theComposerStaysInViewAboveAKeyboard(Stage stage) {
        String prompt = stage.prompt("Talk at length", Play.words(400));
        ChatPage chat = stage.signIn(Screen.PHONE);
        chat.field().fill(prompt);
        chat.send().click();
        chat.awaitCompleted();

        // when a keyboard takes the lower half
        chat.field().tap();
        chat.page().setViewportSize(360, 360);

        assertThat(chat.field()).isInViewport(ratio(1));
        assertThat(chat.page().locator(".composer")).isInViewport(ratio(1));
    }

    private static LocatorAssertions.IsInViewportOptions ratio(double ratio) {
        return new LocatorAssertions.IsInViewportOptions().setRatio(ratio);
    }
}
