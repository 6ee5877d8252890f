package dev.holdfast.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.WebSocket;
import dev.holdfast.e2e.Play;
import dev.holdfast.played.PlayedProvider;
import dev.holdfast.stack.local.HoldfastStack;
import dev.holdfast.stack.local.Service;
import dev.holdfast.stack.local.StackBuilder;
import dev.holdfast.stack.local.StackPorts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * One person's way through everything, with a real issuer: its sign-in page and passwords, PKCE,
 * tokens that end in the middle of an answer, its sign-out. On a stack of its own.
 */
class KeycloakJourneyIT {
    /** The page renews such a short one when a third of its life is left, so every ten seconds. */
    private static final Duration TOKEN = Duration.ofSeconds(15);

    @Test
    void signsInSendsIsRenewedWhileItStreamsAndSignsOut() {
        StackPorts ports = StackPorts.free();
        URI page = URI.create("http://localhost:" + ports.chatApi());
        try (PlayedProvider provider = PlayedProvider.start();
                Keycloak keycloak = Keycloak.start(page, TOKEN);
                HoldfastStack stack = stack(ports, provider, keycloak);
                Chromium chromium = Chromium.launch();
                Device device =
                        new Device(chromium.browser(), stack.apiAddress(), Screen.DESKTOP)) {
            travel(provider, keycloak, device);
            device.complaints().assertNone();
        }
    }

    private static HoldfastStack stack(
            StackPorts ports, PlayedProvider provider, Keycloak keycloak) {
        StackBuilder builder =
                HoldfastStack.builder().ports(ports).provider(provider.baseUrl(), "sk-played");
        for (Service service : List.of(Service.CHAT_API, Service.STREAM_GATEWAY)) {
            builder.environment(
                    service, "QUARKUS_OIDC_AUTH_SERVER_URL", keycloak.issuer().toString());
        }
        return builder.start();
    }

    private static void travel(PlayedProvider provider, Keycloak keycloak, Device device) {
        // given someone who follows a link
        String prompt = "Tell me everything about anchors";
        Play answer = Play.words(600).tokensPerSecond(35);
        provider.playForPrompt(prompt, answer.script());
        ChatPage chat = device.open("/settings");
        List<WebSocket> sockets = new CopyOnWriteArrayList<>();
        List<Request> requests = new CopyOnWriteArrayList<>();
        chat.page().onWebSocket(sockets::add);
        chat.page().onRequest(requests::add);

        // when they sign in with a password
        chat.button("Sign in").click();
        chat.page().getByLabel("Username").fill("alice");
        chat.page().locator("input[type=password]").fill("alice");
        chat.page().locator("[type=submit]").click();

        // then they are where they wanted to go, by the code flow with PKCE
        assertThat(chat.heading("Settings")).isVisible();
        assertThat(chat.page().getByText("Signed in as Alice Archer")).isVisible();
        assertThat(requests)
                .anyMatch(request ->
                        request.url().contains("response_type=code")
                                && request.url().contains("code_challenge_method=S256"));

        // when they ask
        chat.link("New conversation").first().click();
        chat.ask(prompt).awaitTextLength(20);
        int before = sockets.size();

        // then the token is renewed, the socket gets the new one, and nobody sees anything of it
        chat.page()
                .waitForCondition(
                        () -> renewals(requests, keycloak) >= 2 && sockets.size() > before,
                        new Page.WaitForConditionOptions().setTimeout(40_000));
        chat.awaitAnswerIs("streaming");
        assertThat(chat.notice("reconnecting")).hasCount(0);
        chat.awaitCompleted();
        assertThat(chat.shownText()).isEqualTo(answer.text().trim());
        assertThat(provider.callsWithPrompt(prompt)).hasSize(1);

        // when they sign out
        chat.sidebar().locator(".account").click();
        chat.page().getByText("Sign out").click();

        // then nothing of them is left, here or at the issuer
        chat.button("Sign in").waitFor();
        assertThat(
                        (List<?>)
                                chat.page()
                                        .evaluate(
                                                "() => Object.keys(localStorage).filter((key) =>"
                                                        + " /oidc\\.user|draft|marks/.test(key))"))
                .isEmpty();
        chat.button("Sign in").click();
        assertThat(chat.page().getByLabel("Username")).isVisible();
        assertThat(chat.page().url()).startsWith(keycloak.issuer().toString());
    }

    private static long renewals(List<Request> requests, Keycloak keycloak) {
        return requests.stream()
                .filter(request -> request.url().startsWith(keycloak.issuer() + "/"))
                .filter(request -> request.postData() != null)
                .filter(request -> request.postData().contains("grant_type=refresh_token"))
                .count();
    }
}
