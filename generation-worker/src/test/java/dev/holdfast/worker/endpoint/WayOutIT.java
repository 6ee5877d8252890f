package dev.holdfast.worker.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.edge.outbound.Proxies;
import dev.holdfast.edge.outbound.Trust;
import dev.holdfast.stack.edge.Authority;
import dev.holdfast.stack.edge.Tinyproxy;
import dev.holdfast.stack.raw.LoggedFaults;
import dev.holdfast.worker.provider.Heard;
import dev.holdfast.worker.provider.Patience;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderKey;
import dev.holdfast.worker.provider.Timers;
import dev.holdfast.worker.provider.UserProviders;
import dev.holdfast.worker.provider.entry.ProviderEntry;
import dev.holdfast.worker.provider.entry.Served;
import dev.holdfast.worker.provider.openai.ChatCompletionsDialect;
import dev.holdfast.worker.provider.wire.StreamTransport;
import dev.holdfast.worker.provider.wire.VendorProvider;
import dev.holdfast.worker.provider.wire.WayOut;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls through a real forward proxy, to servers with certificates of a private authority. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WayOutIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir static Path folder;

    private static Vertx vertx;
    private static Tinyproxy proxy;
    private static Authority authority;
    private static int secure;
    private static int plain;

    /** What servers got: the Host of each request. */
    private static final Queue<String> HOSTS = new ConcurrentLinkedQueue<>();

    private final PlayedNames names = new PlayedNames();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        proxy = Tinyproxy.start(folder.resolve("proxy"));
        authority = Authority.make(folder.resolve("authority"), "Corp Root");
        Authority.Issued issued = authority.issue("models", List.of("models.test"), 10);
        secure =
                serve(
                        new HttpServerOptions()
                                .setSsl(true)
                                .setKeyCertOptions(
                                        new PemKeyCertOptions()
                                                .setCertPath(issued.certificate().toString())
                                                .setKeyPath(issued.key().toString())));
        plain = serve(new HttpServerOptions());
    }

    private static int serve(HttpServerOptions options) {
        return vertx.createHttpServer(options.setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> {
                    HOSTS.add(String.valueOf(request.authority()));
                    request.response()
                            .putHeader("Content-Type", "text/event-stream")
                            .end(
                                    "data: {\"choices\":[{\"delta\":{\"content\":\"Hello.\"},"
                                            + "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
                })
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    @AfterAll
    static void stop() {
        proxy.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static Proxies through() {
        return Proxies.of(
                Map.of(
                        "HTTPS_PROXY",
                        proxy.address(),
                        "http_proxy",
                        proxy.address(),
                        "NO_PROXY",
                        "direct.test"));
    }

    private static Trust corp() {
        return Trust.of(Optional.of(authority.certificate()), Clock.systemUTC());
    }

    private static Trust java() {
        return Trust.of(Optional.empty(), Clock.systemUTC());
    }

    @Test
    void callsAProviderByItsNameWhichTheProxyLooksUp() {
        // when
        Heard heard = ask(operators("https://models.test:" + secure + "/v1", through(), corp()));

        // then
        assertThat(heard.text()).isEqualTo("Hello.");
        assertThat(proxy.asked()).contains("CONNECT models.test:" + secure);
        assertThat(HOSTS).contains("models.test:" + secure);
    }

    @Test
    void callsAProviderWithoutTlsThroughTheProxyAsWell() {
        // when
        Heard heard = ask(operators("http://models.test:" + plain + "/v1", through(), java()));

        // then
        assertThat(heard.text()).isEqualTo("Hello.");
        assertThat(proxy.asked())
                .contains("POST http://models.test:" + plain + "/v1/chat/completions");
    }

    @Test
    void asksNoProxyForWhatIsListed() {
        // when nobody here knows the name
        Heard heard = ask(operators("https://direct.test:" + secure, through(), corp()));

        // then
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.Unreachable());
        assertThat(proxy.asked()).noneMatch(asked -> asked.contains("direct.test"));
    }

    @Test
    void saysWhichCertificateItDoesNotTrustToTheLogAndToThePersonThatItIsOne() {
        try (LoggedFaults log = LoggedFaults.watch()) {
            // when
            Heard heard = ask(operators("https://models.test:" + secure, through(), java()));

            // then
            assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.CertificateRefused());
            assertThat(new ProviderFailure.CertificateRefused().advice("Models"))
                    .contains("does not trust its certificate")
                    .doesNotContain("CN=");
            assertThat(log.warningsOf("dev.holdfast.edge.outbound"))
                    .singleElement()
                    .asString()
                    .contains("subject=\"CN=models.test\"", "issuer=\"CN=Corp Root\"", "until=2");
        }
    }

    @Test
    void trustsTheCertificateForItsNameAlone() {
        assertThat(ask(operators("https://other.test:" + secure, through(), corp())).onlyEnd())
                .isEqualTo(new ProviderFailure.CertificateRefused());
    }

    @Test
    void callsAUsersEndpointByTheAddressThatItJudged() {
        // given
        names.say("models.test", "93.184.216.34").say("models.test", "169.254.169.254");

        // when
        Heard heard = ask(users("https://models.test:" + secure + "/v1"));

        // then the proxy was given nothing to look up
        assertThat(heard.text()).isEqualTo("Hello.");
        assertThat(names.asked()).isEqualTo(1);
        assertThat(proxy.asked()).contains("CONNECT 93.184.216.34:" + secure);
        assertThat(HOSTS).contains("models.test:" + secure);
    }

    @Test
    void callsNoUsersEndpointWhoseAddressIsNotPublicThroughAProxyEither() {
        // given
        names.say("inside.test", "10.0.0.1");

        // then
        assertThat(ask(users("https://inside.test:" + secure)).onlyEnd())
                .isEqualTo(new ProviderFailure.AddressRefused());
        assertThat(proxy.asked()).noneMatch(asked -> asked.contains("10.0.0.1"));
    }

    private static Provider operators(String baseUrl, Proxies proxies, Trust trust) {
        return new VendorProvider(
                new Served(ProviderEntry.compatible("corp", "Corp", baseUrl), null, null),
                new ChatCompletionsDialect(),
                new StreamTransport(
                        vertx, new Connections(), Clock.systemUTC(), new WayOut(proxies, trust)),
                new LoopTimers());
    }

    private Provider users(String baseUrl) {
        JudgedEndpoints endpoints =
                new JudgedEndpoints(
                        new PublicAlone(),
                        new JudgedEndpoints.Tools(
                                new StreamTransport(
                                        vertx,
                                        new Connections(),
                                        Clock.systemUTC(),
                                        new WayOut(through(), corp())),
                                names,
                                through(),
                                new LoopTimers(),
                                new UserProviders(
                                        new Patience(),
                                        new LoopTimers(),
                                        Clock.systemUTC(),
                                        new SimpleMeterRegistry())));
        return ((EndpointOpening.Opened)
                        endpoints.open(
                                "custom:home", new UserEndpoint("custom:home", "Home", baseUrl)))
                .provider();
    }

    private static Heard ask(Provider provider) {
        Heard heard = new Heard();
        ProviderCall call =
                new ProviderCall(
                        "m",
                        GenerationOptions.NONE,
                        List.of(new PromptMessage(Role.USER, Content.ofText("Hi"))),
                        "",
                        (@Nullable ProviderKey) null);
        ((VertxInternal) vertx)
                .createEventLoopContext()
                .runOnContext(_ -> provider.stream(call, heard));
        await().atMost(SOON).until(heard.end::isDone);
        return heard;
    }

    private record PublicAlone() implements EndpointConfig {
        @Override
        public boolean allowed() {
            return true;
        }

        @Override
        public Optional<List<String>> allowedHosts() {
            return Optional.empty();
        }

        @Override
        public boolean httpAllowed() {
            return false;
        }
    }

    private record LoopTimers() implements Timers {
        @Override
        public Runnable after(Duration delay, Runnable task) {
            long timer = vertx.setTimer(Math.max(1, delay.toMillis()), _ -> task.run());
            return () -> vertx.cancelTimer(timer);
        }

        @Override
        public void soon(Runnable task) {
            vertx.getOrCreateContext().runOnContext(_ -> task.run());
        }
    }
}
