package dev.holdfast.chat.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A message that the server has not accepted says so, and can be taken back. */
class UnsentMessageIT extends AppTest {
    private static final String MAKE = "PUT /api/conversations/[^/]+";
    private static final String SEND = "PUT /api/conversations/[^/]+/messages/[^/]+";
    private static final String STOP = "POST /api/generations/[^/]+/stop";

    @Test
    void isNoAnswerAtWork() {
        server.hold(SEND);
        AppPage page = open().ask("On its way");

        assertThat(page.question().locator(".bubble")).hasClass(Pattern.compile("is-pending"));
        assertThat(delivery(page)).hasText(Pattern.compile("Sending…"));
        assertThat(page.page().locator("hf-working")).hasCount(0);
        page.photograph("unsent-sending");
        server.release(SEND, PlayedServer::accept);

        assertThat(page.page().locator("hf-working")).isVisible();
        assertThat(page.question().locator(".bubble"))
                .not()
                .hasClass(Pattern.compile("is-pending"));
        assertThat(delivery(page)).hasCount(0);
    }

    private static Locator delivery(AppPage page) {
        return page.question().locator(".delivery");
    }

    @Test
    void saysThatTheServerIsSlow() {
        server.hold(SEND);
        AppPage page = open();
        page.page().clock().install();
        page.ask("Taking long");
        page.page().waitForCondition(() -> server.wasCalled(SEND));
        page.page().clock().runFor(5_000);

        assertThat(delivery(page)).containsText("The server is slow to answer");
        page.photograph("unsent-slow");
    }

    @Test
    void saysThatTheDeviceIsOffline() {
        server.away(MAKE).away(SEND);
        AppPage page = open();
        page.context().setOffline(true);
        page.ask("From a tunnel");

        assertThat(delivery(page)).containsText("Waiting for the network");
        page.photograph("unsent-offline");
    }

    @Test
    void saysThatTheServerCannotBeReached() {
        server.away(SEND);
        AppPage page = open().ask("To nobody");

        assertThat(delivery(page)).containsText("The server cannot be reached");
    }

    @Test
    void saysThatTheServerIsNotWell() {
        server.on(SEND, route -> PlayedServer.problem(route, 503, "service-unavailable"));
        AppPage page = open().ask("To a sick one");

        assertThat(delivery(page)).containsText("The server cannot take it at the moment");
    }

    @Test
    void saysThatItWaitsForTheAnswerBeforeIt() {
        server.on(SEND, route -> PlayedServer.problem(route, 409, "answer-running"));
        AppPage page = open().ask("Too early");

        assertThat(delivery(page)).containsText("Waits for the answer before it to end");
    }

    @Test
    void saysThatTheSessionIsOver() {
        server.hasIssuer()
                .on(SEND, route -> PlayedServer.problem(route, 401, "unauthenticated"))
                .on(
                        "POST /token",
                        route -> PlayedServer.json(route, 400, "{\"error\": \"invalid_grant\"}"));
        AppPage page = open().ask("From a former session");

        assertThat(delivery(page)).containsText("Your session has ended");
        assertThat(delivery(page).getByRole(AriaRole.BUTTON)).hasText(new String[] {"Sign in"});
        page.photograph("unsent-session");
    }

    @Test
    void isTakenBackByStopAtOnce() {
        // given a conversation that the server does not know yet
        server.hold(MAKE);
        AppPage page = open().ask("Not like this");

        // when
        page.button("Stop").click();

        // then
        assertThat(page.field()).hasValue("Not like this");
        assertThat(page.field()).isFocused();
        assertThat(page.page().locator("hf-question")).hasCount(0);
        assertThat(page.page()).hasURL(AppPage.ORIGIN + "/");
        assertThat(page.page().locator("hf-conversation-row")).hasCount(0);

        // and nothing of it is sent, whatever comes of what was under way
        server.release(MAKE, Route::abort);
        server.on(MAKE, PlayedServer::make);
        page.page().reload();
        assertThat(page.field()).hasValue("Not like this");
        assertThat(page.page().locator("hf-question")).hasCount(0);
        assertThat(server.wasCalled(SEND)).isFalse();
    }

    @Test
    void keepsWhatWasWrittenMeanwhile() {
        server.hold(SEND);
        AppPage page = open().ask("The first thought");
        page.field().fill("The second");
        page.button("Stop").click();

        assertThat(page.field()).hasValue("The first thought\n\nThe second");
    }

    @Test
    void isStoppedWhereTheServerHadItAlready() {
        // given
        server.hold(SEND);
        AppPage page = open().ask("Too late");
        page.page().waitForCondition(() -> server.wasCalled(SEND));

        // when its conversation was made meanwhile
        page.button("Stop").click();
        assertThat(page.field()).hasValue("Too late");
        assertThat(page.page().locator("hf-question")).hasCount(0);

        // then the place is kept, for the same words or others
        assertThat(page.page()).hasURL(Pattern.compile("/c/"));
        server.release(SEND, PlayedServer::accept);

        // and nobody pays for an answer that nobody wants
        page.page().waitForCondition(() -> server.wasCalled(STOP));
        assertThat(page.question()).containsText("Too late");
    }

    @Test
    void leavesNoEmptyConversationBehind() {
        server.hold(MAKE);
        AppPage page = open().ask("Never mind");
        page.page().waitForCondition(() -> server.wasCalled(MAKE));
        page.button("Stop").click();
        server.release(MAKE, PlayedServer::make);

        page.page().waitForCondition(() -> server.wasCalled("DELETE /api/conversations/[^/]+"));
        assertThat(page.page().locator("hf-conversation-row")).hasCount(0);
        assertThat(server.wasCalled(SEND)).isFalse();
    }

    @Test
    void isNotTakenBackByTheSecondHalfOfADoubleClick() {
        server.hold(SEND);
        AppPage page = open();
        page.field().fill("Only once");
        page.button("Send").dblclick();

        assertThat(page.question()).containsText("Only once");
        assertThat(page.field()).hasValue("");
    }

    @Test
    void isTakenBackByTheKeyThatStops() {
        server.hold(SEND);
        AppPage page = open().ask("By a key");
        assertThat(page.button("Stop")).isVisible();
        page.page().keyboard().press("Control+.");

        assertThat(page.field()).hasValue("By a key");
        assertThat(server.wasCalled(STOP)).isFalse();
    }
}
