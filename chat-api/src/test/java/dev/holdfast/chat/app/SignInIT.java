package dev.holdfast.chat.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever cannot sign in reads why, and what to do about it. */
class SignInIT extends AppTest {
    private static final String DISCOVERY = "GET /.well-known/openid-configuration";
    private static final String AUTHORIZE = "GET /authorize";
    private static final String TOKEN = "POST /token";
    private static final String PLAIN_HTTP = "http://holdfast.lan";

    private AppPage openSignedOut() {
        return opened(AppPage.openSignedOut(chromium(), server, AppPage.ORIGIN + "/"));
    }

    private static Locator problem(AppPage page) {
        return page.page().locator("hf-sign-in hf-problem");
    }

    private static void assertSays(AppPage page, String... words) {
        assertThat(problem(page)).isVisible();
        for (String each : words) {
            assertThat(problem(page)).containsText(each);
        }
        // Nobody tries it again but the person.
        assertThat(problem(page)).not().containsText("by itself");
    }

    /** The issuer's page sends the person back at once, with these parameters. */
    private void comesBackWith(String parameters) {
        server.hasIssuer();
        server.on(
                AUTHORIZE,
                route -> {
                    Matcher state =
                            Pattern.compile("state=([^&]+)")
                                    .matcher(URI.create(route.request().url()).getRawQuery());
                    assertThat(state.find()).isTrue();
                    route.fulfill(
                            new Route.FulfillOptions()
                                    .setContentType("text/html")
                                    .setBody(
                                            "<script>location.replace('%s/signed-in?%s')</script>"
                                                    .formatted(
                                                            AppPage.ORIGIN,
                                                            parameters.replace(
                                                                    "STATE", state.group(1)))));
                });
    }

    private AppPage signIn() {
        AppPage page = openSignedOut();
        page.button("Sign in").click();
        return page;
    }

    @Test
    void plainHttpIsToldThatItNeedsHttps() {
        AppPage page = opened(AppPage.openSignedOut(chromium(), server, PLAIN_HTTP + "/"));
        assertSays(page, "This page needs https", "at localhost", "this page is at " + PLAIN_HTTP);
        assertThat(page.button("Sign in")).hasCount(0);
        page.photograph("sign-in-plain-http");
    }

    @Test
    void whatIsCopiedOnPlainHttpIsCopied() {
        String id = "01a21ee2-978f-7ede-b98f-879e88c2b2f6";
        server.hasConversation(
                id,
                List.of(
                        PlayedServer.question("q", null, "Copy"),
                        PlayedServer.answer(
                                "a", "q", "p", "m", "<pre><code>let x;\n</code></pre>")));
        AppPage page =
                opened(
                        AppPage.open(
                                chromium(), server, AppPage.desktop(), PLAIN_HTTP + "/c/" + id));
        page.button("Copy code").click();
        assertThat(page.page().locator(".code-copy")).hasText("Copied");
        page.field().focus();
        page.page().keyboard().press("Control+v");
        assertThat(page.field()).hasValue("let x;\n");
    }

    @Test
    void storageThatIsBlocked() {
        AppPage page =
                opened(
                        AppPage.openSignedOut(
                                chromium(),
                                server,
                                AppPage.ORIGIN + "/",
                                "Storage.prototype.setItem = () => { throw new DOMException('no');"
                                        + " };"));
        assertSays(page, "The browser keeps nothing for this page", "Allow cookies");
    }

    @Test
    void anIssuerThatIsAway() {
        server.away(DISCOVERY);
        assertSays(signIn(), "The sign-in page could not be reached", "issuer.example");
    }

    @Test
    void noNetwork() {
        server.away(DISCOVERY);
        AppPage page = openSignedOut();
        page.button("Sign in").waitFor();
        page.context().setOffline(true);
        page.button("Sign in").click();
        assertSays(page, "There is no network");
    }

    @Test
    void anAddressThatIsNoIssuer() {
        server.on(DISCOVERY, route -> PlayedServer.json(route, 404, "{}"));
        assertSays(signIn(), "The sign-in page answered something else", "404");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    access_denied            | You were not signed in
                    temporarily_unavailable  | trouble of its own
                    login_required           | was not finished
                    unauthorized_client      | does not accept this app
                    something_else           | something_else
                    """)
    void aRefusalByItsCode(String code, String words) {
        comesBackWith("state=STATE&error=" + code);
        assertSays(signIn(), words);
    }

    @Test
    void aRefusalForgetsNotWhereThePersonWasGoing() {
        comesBackWith("state=STATE&error=access_denied");
        String address = AppPage.ORIGIN + "/c/01a21ee2-978f-7ede-b98f-879e88c2b2f6#here";
        AppPage page = opened(AppPage.openSignedOut(chromium(), server, address));
        page.button("Sign in").click();

        assertSays(page, "You were not signed in");
        assertThat(page.page()).hasURL(address);
    }

    @Test
    void aRefusalInTheIssuersOwnWords() {
        comesBackWith("state=STATE&error=access_denied&error_description=Ask+the+secretary");
        assertSays(signIn(), "The sign-in page says: Ask the secretary");
    }

    @Test
    void aCodeThatIsTooOld() {
        comesBackWith("state=STATE&code=old");
        server.on(TOKEN, route -> PlayedServer.json(route, 400, "{\"error\": \"invalid_grant\"}"));
        assertSays(signIn(), "The sign-in came too late");
    }

    @Test
    void anIssuerThatIsAwayWhenOneComesBack() {
        comesBackWith("state=STATE&code=new");
        server.away(TOKEN);
        assertSays(signIn(), "could not be reached");
    }

    @Test
    void aSignInThatWasBegunElsewhere() {
        comesBackWith("state=of-another&code=new");
        assertSays(signIn(), "This sign-in was not begun here");
    }

    @Test
    void aReturnWithoutAnAnswer() {
        comesBackWith("");
        assertSays(signIn(), "This sign-in was not begun here");
    }

    @Test
    void anAnswerToAnotherSignIn() {
        comesBackWith("state=STATE&code=new");
        server.on(
                TOKEN,
                route ->
                        PlayedServer.json(
                                route,
                                200,
                                """
                                {"access_token": "t", "token_type": "Bearer", "expires_in": 300,
                                 "id_token": "e30.eyJpc3MiOiJ4In0.x"}\
                                """));
        assertSays(signIn(), "belongs to another sign-in");
    }

    @Test
    void aServerThatDoesNotAcceptANewToken() {
        // given a server whose clock is ten minutes off
        server.hasIssuer();
        server.on(
                TOKEN,
                route ->
                        PlayedServer.json(
                                route,
                                200,
                                """
                                {"access_token": "new", "token_type": "Bearer", "expires_in": 3000,
                                 "refresh_token": "r"}\
                                """));
        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        Instant.now().minus(10, ChronoUnit.MINUTES).atOffset(ZoneOffset.UTC));
        server.on(
                "GET /api/conversations",
                route ->
                        route.fulfill(
                                new Route.FulfillOptions()
                                        .setStatus(401)
                                        .setContentType("application/json")
                                        .setHeaders(Map.of("date", date))
                                        .setBody(
                                                "{\"slug\": \"unauthenticated\", \"detail\":"
                                                        + " \"No.\"}")));
        AppPage page = open();

        // then
        Locator list =
                page.page().locator("hf-conversation-list hf-problem, hf-sidebar hf-problem");
        assertThat(list.first()).containsText("The clock of this device differs");
        assertThat(list.first()).containsText("10 minutes");
    }

    @Test
    void theButtonIsThereAgainWhenOneComesBackByTheBrowsersOwn() {
        server.hold(DISCOVERY);
        AppPage page = signIn();
        assertThat(page.button("Opening the sign-in page…")).isDisabled();
        page.page()
                .evaluate(
                        "() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true"
                                + " }))");
        assertThat(page.button("Sign in")).isEnabled();
    }
}
