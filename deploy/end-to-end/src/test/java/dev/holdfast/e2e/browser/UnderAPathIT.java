package dev.holdfast.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.WebSocket;
import dev.holdfast.client.Json;
import dev.holdfast.e2e.Play;
import dev.holdfast.e2e.Scene;
import dev.holdfast.played.Script;
import dev.holdfast.stack.edge.Authority;
import dev.holdfast.stack.edge.Nginx;
import dev.holdfast.stack.edge.Tinyproxy;
import dev.holdfast.stack.local.Service;
import dev.holdfast.stack.local.ServiceProcess;
import dev.holdfast.stack.process.FreePorts;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole under {@code https://…/ai/}: behind a real nginx with the configuration that ships,
 * with another site's addresses beside it.
 */
@ExtendWith(StageExtension.class)
class UnderAPathIT {
    private static final Duration STOP = Duration.ofSeconds(20);

    @Test
    void isSignedInToAskedReadReloadedAndFollowed(Stage stage, @TempDir Path folder)
            throws Exception {
        Scene scene = stage.scene();
        Authority authority = Authority.make(folder.resolve("authority"), "Holdfast's tests");
        Authority.Issued certificate = authority.issue("site", List.of("localhost"), 10);
        int port = FreePorts.pick();
        String origin = "https://localhost:" + port;
        Tinyproxy proxy = Tinyproxy.start(folder.resolve("proxy"));
        Nginx issuer =
                Nginx.before(
                        scene.issuer(),
                        folder.resolve("issuer"),
                        authority.issue("issuer", List.of("issuer.test"), 10));
        Map<String, String> common = new HashMap<>(guarded(scene, authority, proxy, issuer));
        common.put("QUARKUS_HTTP_CORS_ORIGINS", origin);
        CompletableFuture<ServiceProcess> gateway =
                CompletableFuture.supplyAsync(
                        () -> scene.processes().beside(Service.STREAM_GATEWAY, Map.copyOf(common)));
        Map<String, String> settings = new HashMap<>(common);
        settings.put("HOLDFAST_PAGE_BASE_PATH", "/ai/");
        settings.put("HOLDFAST_STREAM_URL", "");
        ServiceProcess chatApi = scene.processes().beside(Service.CHAT_API, settings);
        try (proxy;
                issuer;
                Nginx nginx =
                        Nginx.holdfast(
                                port,
                                folder.resolve("nginx"),
                                certificate,
                                chatApi.address(),
                                gateway.join().address())) {
            URI home = nginx.origin().resolve("/ai/");
            UUID conversation = travel(stage, home);
            HttpClient http =
                    HttpClient.newBuilder()
                            .sslContext(authority.trusting())
                            .version(HttpClient.Version.HTTP_2)
                            .build();
            streamEvents(stage, http, home, conversation);
            assertNothingElseIsThere(http, nginx.origin());
            // Each service has read the issuer's keys.
            assertThat(proxy.asked())
                    .filteredOn(asked -> asked.equals("CONNECT issuer.test:" + issuer.port()))
                    .hasSizeGreaterThanOrEqualTo(2);
        } finally {
            chatApi.terminate(STOP);
            gateway.join().terminate(STOP);
        }
    }

    /**
     * The services reach the issuer of tokens through a proxy alone, by a name that nobody here
     * knows, and with a certificate of a private authority; browsers go to its own address.
     */
    private static Map<String, String> guarded(
            Scene scene, Authority authority, Tinyproxy proxy, Nginx issuer) {
        return Map.of(
                "QUARKUS_OIDC_AUTH_SERVER_URL",
                "https://issuer.test:" + issuer.port() + scene.issuer().getPath(),
                "QUARKUS_OIDC_TOKEN_ISSUER",
                scene.issuer().toString(),
                "HTTPS_PROXY",
                proxy.address(),
                "HOLDFAST_TRUST_AUTHORITIES",
                authority.certificate().toString());
    }

    /** Sign-in, an answer over the WebSocket, reloads, links, and a page without a network. */
    private static UUID travel(Stage stage, URI home) {
        Play answer = Play.words(60).tokensPerSecond(40);
        String prompt = stage.prompt("What holds an anchor?", answer);
        try (Device device = stage.device(home, Screen.DESKTOP)) {
            List<String> addresses = new CopyOnWriteArrayList<>();
            device.context().onRequest(request -> addresses.add(request.url()));

            // when someone follows a link and signs in
            ChatPage chat = device.open(home + "settings");
            List<WebSocket> sockets = new CopyOnWriteArrayList<>();
            chat.page().onWebSocket(sockets::add);
            Device.signIn(chat, stage.user());

            // then they are where they wanted to go
            assertThat(chat.heading("Settings")).isVisible();
            assertThat(chat.page()).hasURL(home + "settings");

            // when they ask
            chat.link("New conversation").first().click();
            assertThat(chat.page()).hasURL(home.toString());
            chat.ask(prompt).awaitCompleted();

            // then the answer came over the socket under the path
            assertThat(chat.shownText()).isEqualTo(answer.text().trim());
            assertThat(sockets)
                    .isNotEmpty()
                    .allMatch(socket ->
                            socket.url()
                                    .equals(home.toString().replace("https", "wss") + "stream"));
            UUID conversation = chat.conversation();
            String address = home + "c/" + conversation;
            assertThat(chat.page()).hasURL(address);

            // when the page is loaded anew, and the link is opened in another tab
            chat.page().reload();
            assertThat(chat.answerHtml()).isVisible();
            assertThat(chat.shownText()).isEqualTo(answer.text().trim());
            ChatPage other = device.open(address);
            assertThat(other.answerHtml()).isVisible();

            // then the service worker has it too, and nobody else's addresses
            other.page()
                    .waitForFunction(
                            "async () => (await caches.match('/ai/')) !== undefined"
                                    + " && navigator.serviceWorker.controller !== null");
            assertThat(
                            other.page()
                                    .evaluate(
                                            "() => navigator.serviceWorker.ready.then((worker)"
                                                    + " => worker.scope)"))
                    .isEqualTo(home.toString());
            device.complaints()
                    .expect("ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket connection to");
            device.offline();
            other.page().reload();
            assertThat(other.answerHtml()).isVisible();
            device.online();

            // and everything lies under the path
            assertThat(addresses)
                    .filteredOn(asked -> asked.startsWith(home.resolve("/").toString()))
                    .allMatch(asked -> asked.startsWith(home.toString()));
            assertThat(
                            (List<?>)
                                    other.page()
                                            .evaluate(
                                                    "() => Object.keys(localStorage).filter((key)"
                                                        + " => !key.startsWith('holdfast/ai.'))"))
                    .isEmpty();
            other.page().close();

            // when they sign out
            chat.sidebar().locator(".account").click();
            chat.page().getByText("Sign out").click();

            // then they are at its beginning
            chat.button("Sign in").waitFor();
            assertThat(chat.page().url()).startsWith(home.toString()).doesNotContain("signed-in");
            device.complaints().assertNone();
            return conversation;
        }
    }

    /** While the answer stands still in the middle, its first half is there: nothing gathers it. */
    private static void streamEvents(Stage stage, HttpClient http, URI home, UUID conversation)
            throws Exception {
        String prompt = stage.prompt("Say half of it.", Script.begin().say("One half").silence());
        HttpResponse<InputStream> events =
                http.send(
                        HttpRequest.newBuilder(home.resolve("stream/events?watch=" + conversation))
                                .header(
                                        "Authorization",
                                        "Bearer " + stage.scene().token(stage.user()))
                                .header("Accept", "text/event-stream")
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(events.statusCode()).isEqualTo(200);
        assertThat(events.version()).isEqualTo(HttpClient.Version.HTTP_2);
        UUID sent =
                stage.api()
                        .send(conversation, prompt, "openai", "gpt-5-mini")
                        .expect(202)
                        .generationId();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            String line = "";
            while (!line.contains("One half")) {
                line = lines.readLine();
                assertThat(line).as("the stream").isNotNull();
            }
            assertThat(Json.read(line.substring("data: ".length())).at("/type").asText())
                    .isIn("events", "snapshot");
        } finally {
            stage.api().stop(sent);
        }
    }

    private static void assertNothingElseIsThere(HttpClient http, URI origin) throws Exception {
        HttpResponse<String> bare = get(http, origin.resolve("/ai"));
        assertThat(bare.statusCode()).isEqualTo(308);
        assertThat(bare.headers().firstValue("location")).contains("/ai/");
        for (String hidden : List.of("/ai/q/metrics", "/ai//q/health", "/ai/x/../q/metrics")) {
            assertThat(get(http, origin.resolve(hidden)).statusCode()).as(hidden).isEqualTo(404);
        }
    }

    private static HttpResponse<String> get(HttpClient http, URI address) throws Exception {
        return http.send(
                HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}
