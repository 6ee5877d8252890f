package dev.holdfast.chat.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** A message that the server has not accepted says so, and can be taken back. */
class UnsentMessageIT extends AppTest {
    private static final String MAKE = "PUT /api/conversations/[^/]+";
    private static final String SEND = "PUT /api/conversations/[^/]+/messages/[^/]+";
    private static final String READ = "GET /api/conversations/.+";
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

    // What is in its way

    private static final String ID = "01a21ee2-978f-7ede-b98f-879e88c2b2f6";

    private AppPage openConversation() {
        server.hasConversation(
                ID,
                List.of(
                        PlayedServer.question("q", null, "Before"),
                        PlayedServer.answer("a", "q", "p", "m", "<p>An answer.</p>")));
        AppPage page = opened(AppPage.open(chromium(), server, AppPage.desktop(), "/c/" + ID));
        page.answer().waitFor();
        return page;
    }

    @Test
    void isNotHiddenByAnotherAnswerToWhatWasBefore() {
        server.hold(SEND);
        AppPage page = openConversation();
        assertThat(page.button("Answer again")).isEnabled();
        page.ask("On its way");

        assertThat(page.question()).containsText("On its way");
        assertThat(page.button("Answer again")).isDisabled();
        server.release(SEND, Route::abort);
        assertThat(delivery(page)).containsText("cannot be reached");
        assertThat(page.button("Answer again")).isDisabled();
    }

    @Test
    void isBackInTheFieldWhereItWasRefusedAndSomethingElseIsAsked() {
        server.on(SEND, route -> PlayedServer.problem(route, 422, "invalid-field"));
        AppPage page = openConversation();
        page.ask("Not like this");
        assertThat(page.question()).containsText("Not sent");
        server.hold(SEND);
        page.button("Answer again").click();

        assertThat(page.question()).containsText("Before");
        assertThat(page.field()).hasValue("Not like this");
    }

    @Test
    void saysWhyOnceAndNotAnewWithEachTry() {
        server.away(SEND);
        AppPage page = open();
        page.page().clock().install();
        page.listen();
        page.ask("To nobody");
        assertThat(delivery(page)).containsText("cannot be reached");

        // when the next try gets no answer at all
        server.hold(SEND);
        long before = server.count(SEND);
        page.page().clock().runFor(20_000);
        page.page().waitForCondition(() -> server.count(SEND) > before);
        page.page().clock().runFor(10_000);
        assertThat(delivery(page)).containsText("cannot be reached");

        // and the one after it fails as the first did
        server.release(SEND, Route::abort);
        long then = server.count(SEND);
        page.page()
                .waitForCondition(() -> {
                    page.page().clock().runFor(5_000);
                    return server.count(SEND) > then;
                });
        assertThat(page.heard().stream().filter(said -> said.contains("Not sent yet"))).hasSize(1);
        assertThat(page.heard()).noneMatch(said -> said.contains("Still on its way"));
    }

    // What the server knows of it

    @Test
    void isAcceptedForGoodOnceTheServerHasShownIt() {
        // given a message whose response was lost
        server.away(SEND);
        AppPage page = open().ask("It had arrived");
        assertThat(delivery(page)).containsText("cannot be reached");
        server.hasConversation(
                server.idOf(MAKE),
                List.of(PlayedServer.question(server.idOf(SEND), null, "It had arrived")));

        // when it is sent again, and is seen by REST before that fails
        server.hold(SEND).hold(READ);
        long before = server.count(SEND);
        page.page().reload();
        page.page().waitForCondition(() -> server.count(SEND) > before);
        server.release(READ);
        assertThat(page.question().locator(".bubble"))
                .not()
                .hasClass(Pattern.compile("is-pending"));
        page.page()
                .waitForResponse(
                        "**/messages/*",
                        () ->
                                server.release(
                                        SEND,
                                        route ->
                                                PlayedServer.problem(
                                                        route, 503, "service-unavailable")));
        page.page().evaluate("() => new Promise((drawn) => requestAnimationFrame(drawn))");

        // then
        assertThat(delivery(page)).hasCount(0);
    }

    @Test
    void isStoppedAfterAReloadWhereTheResponseWasLost() {
        // given
        server.hold(SEND);
        AppPage page = open().ask("Taken back");
        page.page().waitForCondition(() -> server.wasCalled(SEND));
        page.button("Stop").click();
        assertThat(page.field()).hasValue("Taken back");
        server.release(SEND, Route::abort);

        // when the server had it
        String message = server.idOf(SEND);
        server.hasConversationAtWork(
                server.idOf(MAKE),
                List.of(
                        PlayedServer.question(message, null, "Taken back"),
                        PlayedServer.queued(message)));
        page.page().reload();

        // then
        page.page().waitForCondition(() -> server.wasCalled("POST /api/generations/at-work/stop"));
    }

    @Test
    void isStoppedWhereOnlyTheLogBringsIt() {
        // given
        server.hold(SEND);
        AppPage page = open().ask("Taken back");
        page.page().waitForCondition(() -> server.wasCalled(SEND) && server.streams());
        page.button("Stop").click();
        assertThat(page.field()).hasValue("Taken back");
        server.release(SEND, Route::abort);

        // when
        String conversation = server.idOf(MAKE);
        String message = server.idOf(SEND);
        String question = PlayedServer.question(message, null, "Taken back");
        server.hasConversationAtWork(conversation, List.of(question, PlayedServer.queued(message)));
        server.tell(
                """
                {"type": "message.appended", "conversationId": "%s", "at": "2026-01-01T00:00:00Z",
                 "message": %s}\
                """
                        .formatted(conversation, question));

        // then
        page.page().waitForCondition(() -> server.wasCalled("POST /api/generations/at-work/stop"));
    }

    @Test
    void takesItsConversationAlongUnlessThereIsMoreInIt() {
        // given two conversations that were given up before anything was heard of them
        server.hold(MAKE);
        AppPage page = open().ask("Went on elsewhere");
        page.button("Stop").click();
        assertThat(page.field()).hasValue("Went on elsewhere");
        page.ask("Never was one");
        page.page().waitForCondition(() -> server.count(MAKE) == 2);
        page.button("Stop").click();
        assertThat(page.field()).hasValue("Never was one");
        server.release(MAKE, Route::abort);

        // when the server had made both
        List<String> made =
                server.calls().stream()
                        .filter(call -> call.matches(MAKE))
                        .map(call -> call.substring(call.lastIndexOf('/') + 1))
                        .toList();
        server.hasConversation(made.get(1), List.of());
        server.hasConversation(made.get(0), List.of(PlayedServer.question("m", null, "Elsewhere")));
        server.on(
                "GET /api/conversations",
                """
                {"conversations": [%s, %s], "running": [], "cursor": "0"}\
                """
                        .formatted(listed(made.get(0)), listed(made.get(1))));
        page.page().reload();

        // then
        page.page()
                .waitForCondition(
                        () -> server.wasCalled("DELETE /api/conversations/" + made.get(1)));
        assertThat(page.page().locator("hf-conversation-row")).hasCount(1);
        assertThat(server.wasCalled("DELETE /api/conversations/" + made.get(0))).isFalse();
    }

    private static String listed(String conversation) {
        return """
        {"id": "%s", "title": "T", "pinned": false, "updatedAt": "2026-01-01T00:00:00Z"}\
        """
                .formatted(conversation);
    }

    @Test
    void isTakenBackInEveryTab() {
        // given a message that waits in two tabs
        server.away(MAKE).away(SEND);
        AppPage page = open().ask("In both");
        assertThat(delivery(page)).containsText("cannot be reached");
        Page other = page.context().newPage();
        other.navigate(page.page().url());
        assertThat(other.locator("hf-question")).containsText("In both");

        // when
        page.button("Stop").click();
        assertThat(page.field()).hasValue("In both");

        // then its next try there finds that it is gone
        other.waitForCondition(() -> {
            other.evaluate("() => dispatchEvent(new Event('online'))");
            return other.locator("hf-question").count() == 0;
        });
        assertThat(other.locator("hf-conversation-row")).hasCount(0);
        assertThat(other).hasURL(AppPage.ORIGIN + "/");
    }

    // Where it goes, and where the hand goes

    @Test
    void keepsWhatWasWrittenForANewConversation() {
        server.hold(MAKE);
        AppPage page = open().ask("The first thought");
        page.page().keyboard().press("Control+Shift+o");
        assertThat(page.page()).hasURL(AppPage.ORIGIN + "/");
        page.field().fill("Something else");
        page.page().goBack();
        assertThat(page.question()).containsText("The first thought");
        page.button("Stop").click();

        assertThat(page.page()).hasURL(AppPage.ORIGIN + "/");
        assertThat(page.field()).hasValue("The first thought\n\nSomething else");
    }

    @Test
    void leavesTheHandInTheFieldWhereItIsEditedOrTriedAgain() {
        server.on(SEND, route -> PlayedServer.problem(route, 422, "invalid-field"));
        AppPage page = openConversation();
        page.ask("Refused");
        assertThat(page.question()).containsText("Not sent");
        server.hold(SEND);
        page.button("Retry").click();
        assertThat(page.field()).isFocused();

        server.release(SEND, route -> PlayedServer.problem(route, 422, "invalid-field"));
        page.button("Edit").click();
        assertThat(page.field()).isFocused();
        assertThat(page.field()).hasValue("Refused");
    }

    @Test
    void leavesTheHandOnStopUntilThereIsNothingToStop() {
        server.hold(SEND);
        AppPage page = open().ask("On its way");
        page.button("Stop").focus();
        server.release(SEND, PlayedServer::accept);
        assertThat(page.page().locator("hf-working")).isVisible();
        assertThat(page.button("Stop")).isFocused();

        // when it is the second half of a double click that began above it
        page.button("Stop")
                .evaluate(
                        "stop => stop.dispatchEvent(new MouseEvent('click', { detail: 2, bubbles:"
                                + " true }))");
        assertThat(page.button("Stop")).isVisible();
        assertThat(server.wasCalled(STOP)).isFalse();

        // when it ends by itself
        page.page().waitForCondition(server::streams);
        server.tell(
                """
                {"type": "generation.ended", "conversationId": "%s", "attempt": 0,
                 "generationId": "%s-generation", "at": "2026-01-01T00:00:01Z",
                 "end": "completed", "result": {"content": {"parts": []}}}\
                """
                        .formatted(server.idOf(MAKE), server.idOf(SEND)));
        assertThat(page.button("Send")).isVisible();
        assertThat(page.field()).isFocused();
    }

    // Another version of the app

    private static final String KNOWN = "01a21ee2-978f-7ede-b98f-879e88c2b2f6";

    /**
     * What the app's first version has kept on this device: a message that waits, and messages of
     * the form that they had then. Another tab of that version has it open.
     */
    private static final String LEFT_BY_THE_FIRST_VERSION =
            """
            const left = indexedDB.open('holdfast.reader', 1);
            left.onupgradeneeded = () => {
              const id = '01a21ee2-9790-7000-8000-000000000001';
              const conversationId = '%1$s';
              const waiting = left.result.createObjectStore('waiting', { keyPath: 'id' });
              const threads = left.result.createObjectStore('threads', { keyPath: 'id' });
              threads.createIndex('keptAt', 'keptAt');
              left.result.createObjectStore('lists');
              waiting.put({ id, conversationId, parentId: 'a', text: 'From before', model: null,
                options: null, createdAt: Date.now(), title: null, isFirst: false,
                conversationOptions: null, refusal: null });
              [conversationId, 'not-opened'].forEach((id) => threads.put({ id, conversation: null,
                keptAt: Date.now(), reasoningMillis: {}, messages: [{ id: 'q', role: 'user',
                  text: 'Then', html: [], reasoning: '', status: 'completed',
                  createdAt: '2026-01-01T00:00:00Z' }] }));
              localStorage.setItem('holdfast.draft.reader.%1$s', 'Half written');
              localStorage.setItem('holdfast.preferences', '{"expandReasoning": true}');
            };
            left.onsuccess = () => { left.result.onversionchange = () => left.result.close(); };
            """
                    .formatted(KNOWN);

    private static final String KEPT_CONVERSATIONS =
            """
            () => new Promise((resolve, reject) => {
              const opening = indexedDB.open('holdfast.reader');
              opening.onerror = () => reject(opening.error);
              opening.onsuccess = () => {
                const keys = opening.result.transaction('threads').objectStore('threads').getAllKeys();
                keys.onsuccess = () => { opening.result.close(); resolve(keys.result); };
              };
            })
            """;

    @Test
    void outlivesTheVersionOfTheAppThatItWasWrittenIn() {
        server.hasConversation(
                KNOWN,
                List.of(
                        PlayedServer.question("q", null, "Now"),
                        PlayedServer.answerOf(
                                "a",
                                "q",
                                PlayedServer.reasoning("Open, as was set"),
                                PlayedServer.text("An answer", "<p>An answer</p>"))));
        AppPage page =
                opened(
                        AppPage.open(
                                chromium(),
                                server,
                                AppPage.desktop(),
                                "/c/" + KNOWN,
                                LEFT_BY_THE_FIRST_VERSION));

        assertThat(page.question()).containsText("From before");
        page.page().waitForCondition(() -> server.wasCalled(SEND));
        assertThat(server.bodyOf(SEND)).contains("From before");
        assertThat(page.page().locator(".bubble").first()).hasText("Now");
        assertThat(page.field()).hasValue("Half written");
        assertThat(page.page().locator(".aside-text")).hasText("Open, as was set");
        assertThat((List<?>) page.page().evaluate(KEPT_CONVERSATIONS))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .doesNotContain("not-opened");
    }
}
