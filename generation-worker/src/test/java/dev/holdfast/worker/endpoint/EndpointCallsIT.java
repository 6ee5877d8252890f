package dev.holdfast.worker.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.edge.outbound.Proxies;
import dev.holdfast.worker.provider.CallConfig;
import dev.holdfast.worker.provider.Completion;
import dev.holdfast.worker.provider.Heard;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderKey;
import dev.holdfast.worker.provider.Timers;
import dev.holdfast.worker.provider.UserProviders;
import dev.holdfast.worker.provider.wire.ListAnswer;
import dev.holdfast.worker.provider.wire.StreamTransport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls of users' endpoints over real connections, with names that the test makes up. Addresses of
 * loopback stand for those that an operator has listed.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EndpointCallsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SECRET = "secret";

    @TempDir static Path folder;

    private static Vertx vertx;
    private static StreamTransport transport;
    private static PfxOptions certificate;

    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final PlayedNames names = new PlayedNames();

    /**
     * @param at the server that got it
     * @param serverName what TLS was asked for
     */
    private record Request(
            String at,
            String path,
            String host,
            @Nullable String key,
            @Nullable String serverName) {}

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        certificate = certificateOf("models.test");
        transport =
                new StreamTransport(
                        vertx,
                        new Connections(),
                        Clock.systemUTC(),
                        new HttpClientOptions().setTrustOptions(certificate));
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** By the JDK's own tool: neither Vert.x nor Netty makes one on this JDK. */
    private static PfxOptions certificateOf(String host) throws IOException, InterruptedException {
        Path store = folder.resolve("models.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "a",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + host,
                                "-ext",
                                "SAN=dns:" + host,
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                SECRET)
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        return new PfxOptions().setPath(store.toString()).setPassword(SECRET);
    }

    @Test
    void answersFromWhereTheNameLeadsAndKeepsTheName() {
        // given
        int port = serve("127.0.0.1", EndpointCallsIT::answer);
        names.say("models.test", "127.0.0.1");

        // when
        Heard heard = ask("http://models.test:" + port + "/v1", "models.test", "sk-mine");

        // then
        assertThat(heard.onlyEnd()).isInstanceOf(Completion.class);
        assertThat(heard.text()).isEqualTo("Hello.");
        assertThat(requests)
                .containsExactly(
                        new Request(
                                "127.0.0.1",
                                "/v1/chat/completions",
                                "models.test:" + port,
                                "Bearer sk-mine",
                                null));
    }

    @Test
    void asksTheNameServerOnceAndConnectsToWhatItJudged() {
        // given a name that leads elsewhere a moment later
        int port = serve("127.0.0.1", EndpointCallsIT::answer);
        serve("127.0.0.2", port, EndpointCallsIT::answer);
        names.say("models.test", "127.0.0.1").say("models.test", "127.0.0.2");

        // when
        Heard heard = ask("http://models.test:" + port, "models.test", null);

        // then
        assertThat(heard.text()).isEqualTo("Hello.");
        assertThat(names.asked()).isEqualTo(1);
        assertThat(requests).extracting(Request::at).containsExactly("127.0.0.1");
    }

    @Test
    void judgesAnewWhenItCallsAnew() {
        // given a name that leads to metadata once it was judged
        int port = freePort();
        names.say("models.test", "127.0.0.1").say("models.test", "169.254.169.254");

        // when it is called, not reached, and called again
        Heard heard = ask("http://models.test:" + port, "models.test", null);

        // then
        assertThat(names.asked()).isEqualTo(2);
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.AddressRefused());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.0.0.1",
                "100.64.0.1",
                "169.254.169.254",
                "::1",
                "fd00:ec2::254",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "0.0.0.0",
                // A mixture.
                "1.1.1.1 127.0.0.1",
                "127.0.0.1 1.1.1.1",
            })
    void connectsNowhereIfAnyAddressOfTheNameIsNotPublic(String answer) {
        // given
        int port = serve("127.0.0.1", EndpointCallsIT::answer);
        names.say("models.test", answer);

        // when
        Heard heard = ask("https://models.test:" + port, "another.test", "sk-mine");

        // then
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.AddressRefused());
        assertThat(requests).isEmpty();
    }

    @Test
    void triesTheNextAddressWhereTheFirstDoesNotAnswer() {
        // given
        int port = serve("127.0.0.2", EndpointCallsIT::answer);
        names.say("models.test", "127.0.0.1 127.0.0.2");

        // when
        Heard heard = ask("http://models.test:" + port, "models.test", null);

        // then
        assertThat(heard.text()).isEqualTo("Hello.");
        assertThat(names.asked()).isEqualTo(1);
    }

    @Test
    void isUnreachableWhereThereIsNoSuchName() {
        Heard heard = ask("http://models.test", "models.test", null);
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.Unreachable());
    }

    @Test
    void asksTlsForTheNameAndHoldsTheCertificateAgainstIt() {
        // given
        int port =
                serve(
                        vertx.createHttpServer(
                                new HttpServerOptions()
                                        .setSsl(true)
                                        .setSni(true)
                                        .setKeyCertOptions(certificate)),
                        "127.0.0.1",
                        0,
                        EndpointCallsIT::answer);
        names.say("models.test", "127.0.0.1").say("another.test", "127.0.0.1");

        // when
        Heard right = ask("https://models.test:" + port, "models.test", "sk-mine");
        Heard wrong = ask("https://another.test:" + port, "another.test", "sk-mine");

        // then
        assertThat(right.text()).isEqualTo("Hello.");
        assertThat(wrong.onlyEnd()).isEqualTo(new ProviderFailure.Unreachable());
        assertThat(requests)
                .singleElement()
                .extracting(Request::serverName)
                .isEqualTo("models.test");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) {
        // given
        int elsewhere = serve("127.0.0.2", EndpointCallsIT::answer);
        int port =
                serve(
                        "127.0.0.1",
                        request ->
                                request.response()
                                        .setStatusCode(status)
                                        .putHeader("Location", "http://127.0.0.2:" + elsewhere)
                                        .end());
        names.say("models.test", "127.0.0.1");

        // when
        Heard heard = ask("http://models.test:" + port, "models.test", "sk-mine");
        ListAnswer listed = list("http://models.test:" + port);

        // then
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.Redirected());
        assertThat(listed).isEqualTo(new ListAnswer.Failed(new ProviderFailure.Redirected()));
        assertThat(requests).extracting(Request::at).containsOnly("127.0.0.1");
    }

    @Test
    void asksForTheKeyThatIsMissing() {
        // given
        int port = serve("127.0.0.1", request -> request.response().setStatusCode(401).end());
        names.say("models.test", "127.0.0.1");

        // then
        assertThat(ask("http://models.test:" + port, "models.test", null).onlyEnd())
                .isEqualTo(new ProviderFailure.KeyMissing());
        assertThat(ask("http://models.test:" + port, "models.test", "sk-mine").onlyEnd())
                .isEqualTo(new ProviderFailure.KeyRefused(true));
    }

    @Test
    void readsItsListOfModels() {
        // given
        int port =
                serve(
                        "127.0.0.1",
                        request ->
                                request.response()
                                        .putHeader("Content-Type", "application/json")
                                        .end("{\"data\": [{\"id\": \"qwen3:8b\"}]}"));
        names.say("models.test", "127.0.0.1");

        // when
        ListAnswer answer = list("http://models.test:" + port + "/v1");

        // then
        assertThat(answer)
                .isEqualTo(
                        new ListAnswer.Listed(
                                List.of(new ModelOffer("qwen3:8b", "qwen3:8b", List.of(), null))));
        assertThat(requests).singleElement().extracting(Request::path).isEqualTo("/v1/models");
    }

    @Test
    void knowsAServerWithoutAListFromOneThatRefuses() {
        // given
        int without = serve("127.0.0.1", request -> request.response().setStatusCode(404).end());
        int page = serve("127.0.0.1", request -> request.response().end("<html>"));
        int refusing = serve("127.0.0.1", request -> request.response().setStatusCode(401).end());
        names.say("models.test", "127.0.0.1");

        // then
        assertThat(list("http://models.test:" + without)).isEqualTo(new ListAnswer.NoList());
        assertThat(list("http://models.test:" + page)).isEqualTo(new ListAnswer.NoList());
        assertThat(list("http://models.test:" + refusing))
                .isEqualTo(new ListAnswer.Failed(new ProviderFailure.KeyRefused(true)));
    }

    @Test
    void hangsUpOnAListWithoutEnd() {
        // given
        CompletableFuture<Void> left = new CompletableFuture<>();
        int port =
                serve(
                        "127.0.0.1",
                        request -> {
                            request.connection().closeHandler(_ -> left.complete(null));
                            request.response().setChunked(true);
                            vertx.setPeriodic(
                                    5,
                                    timer -> {
                                        if (left.isDone()) {
                                            vertx.cancelTimer(timer);
                                        } else {
                                            request.response().write(" ".repeat(20_000));
                                        }
                                    });
                        });
        names.say("models.test", "127.0.0.1");

        // when
        ListAnswer answer = list("http://models.test:" + port);

        // then
        assertThat(answer).isEqualTo(new ListAnswer.Failed(new ProviderFailure.Unintelligible()));
        await().atMost(SOON).until(left::isDone);
    }

    private static void answer(HttpServerRequest request) {
        request.response()
                .putHeader("Content-Type", "text/event-stream")
                .end(
                        Buffer.buffer(
                                """
                                data: {"choices":[{"index":0,"delta":{"content":"Hello."}}]}

                                data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                                data: [DONE]

                                """));
    }

    private int serve(String address, Consumer<HttpServerRequest> play) {
        return serve(address, 0, play);
    }

    private int serve(String address, int port, Consumer<HttpServerRequest> play) {
        return serve(vertx.createHttpServer(), address, port, play);
    }

    private int serve(
            HttpServer server, String address, int port, Consumer<HttpServerRequest> play) {
        return server.requestHandler(
                        request -> {
                            requests.add(
                                    new Request(
                                            address,
                                            request.path(),
                                            request.getHeader("Host"),
                                            request.getHeader("Authorization"),
                                            request.isSSL()
                                                    ? request.connection().indicatedServerName()
                                                    : null));
                            play.accept(request);
                        })
                .listen(port, address)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private static int freePort() {
        try (var socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Heard ask(String baseUrl, String listed, @Nullable String key) {
        Heard heard = new Heard();
        ProviderCall call =
                new ProviderCall(
                        "m",
                        GenerationOptions.NONE,
                        List.of(new PromptMessage(Role.USER, Content.ofText("Hi"))),
                        "",
                        key == null ? null : new ProviderKey(key));
        CompletableFuture<Boolean> early = new CompletableFuture<>();
        onContext(() -> {
            opened(baseUrl, listed).provider().stream(call, heard);
            early.complete(heard.end.isDone());
        });
        await().atMost(SOON).until(heard.end::isDone);
        // Whoever calls has nothing in hand yet that could end.
        assertThat(early).isCompletedWithValue(false);
        return heard;
    }

    private ListAnswer list(String baseUrl) {
        CompletableFuture<ListAnswer> heard = new CompletableFuture<>();
        onContext(() -> opened(baseUrl, "models.test").listing().list(null, heard::complete));
        await().atMost(SOON).until(heard::isDone);
        return heard.join();
    }

    private EndpointOpening.Opened opened(String baseUrl, String listed) {
        JudgedEndpoints endpoints =
                new JudgedEndpoints(
                        new Allowing(listed),
                        new JudgedEndpoints.Tools(
                                transport,
                                names,
                                Proxies.none(),
                                new LoopTimers(),
                                new UserProviders(
                                        new OneMoreTry(),
                                        new LoopTimers(),
                                        Clock.systemUTC(),
                                        new SimpleMeterRegistry())));
        return (EndpointOpening.Opened)
                endpoints.open("custom:home", new UserEndpoint("custom:home", "Home", baseUrl));
    }

    private static void onContext(Runnable task) {
        ((VertxInternal) vertx).createEventLoopContext().runOnContext(_ -> task.run());
    }

    private record Allowing(String listed) implements EndpointConfig {
        @Override
        public boolean allowed() {
            return true;
        }

        @Override
        public Optional<List<String>> allowedHosts() {
            return Optional.of(List.of(listed));
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

    private record OneMoreTry() implements CallConfig, CallConfig.Retry {
        @Override
        public Duration loadingBudget() {
            return Duration.ofSeconds(20);
        }

        @Override
        public Duration loadingDelay() {
            return Duration.ofMillis(100);
        }

        @Override
        public Duration firstTokenTimeout() {
            return SOON;
        }

        @Override
        public Duration idleTimeout() {
            return SOON;
        }

        @Override
        public Duration wholeTimeout() {
            return SOON;
        }

        @Override
        public Retry retry() {
            return this;
        }

        @Override
        public int attempts() {
            return 2;
        }

        @Override
        public Duration budget() {
            return SOON;
        }

        @Override
        public Duration firstDelay() {
            return Duration.ofMillis(10);
        }
    }
}
