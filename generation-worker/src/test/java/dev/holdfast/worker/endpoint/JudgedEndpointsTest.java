package dev.holdfast.worker.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contracts.endpoint.EndpointUrl;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.edge.outbound.Proxies;
import dev.holdfast.worker.provider.FakeTime;
import dev.holdfast.worker.provider.Patience;
import dev.holdfast.worker.provider.UserProviders;
import dev.holdfast.worker.provider.wire.StreamTransport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgedEndpointsTest {
    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void opensOneAsAProviderOfItsNameAndTitle() {
        // when
        EndpointOpening opening = open(true, "https://models.example.org/v1");

        // then
        assertThat(opening)
                .isInstanceOfSatisfying(
                        EndpointOpening.Opened.class,
                        opened -> {
                            assertThat(opened.provider().profile().id()).isEqualTo("custom:home");
                            assertThat(opened.provider().profile().title()).isEqualTo("At home");
                        });
    }

    @Test
    void opensNoneUnlessTheOperatorAllowsIt() {
        assertThat(slug(open(false, "https://models.example.org/v1")))
                .isEqualTo("endpoints-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://models.example.org/v1",
                "https://127.0.0.1/v1",
                "https://models.example.org:22/v1",
                "https://user@models.example.org/v1",
                "no address",
            })
    void believesNothingThatWasLetThroughBefore(String baseUrl) {
        assertThat(slug(open(true, baseUrl))).isEqualTo("endpoint-address-refused");
    }

    @Test
    void callsNoOtherThanTheModelNames() {
        UserEndpoint home = endpoint("https://models.example.org/v1");
        assertThat(slug(endpoints(true).open("custom:work", home))).isEqualTo("endpoint-not-found");
        assertThat(slug(endpoints(true).open("custom:home", null))).isEqualTo("endpoint-not-found");
    }

    @Test
    void refusesToStartWithAListThatNamesNoHost() {
        assertThatThrownBy(() -> endpoints(true, "http://ollama.lan"))
                .isInstanceOf(EndpointUrl.Wrong.class);
    }

    private static @Nullable String slug(EndpointOpening opening) {
        return opening instanceof EndpointOpening.Refused(var problem) ? problem.slug() : null;
    }

    private static EndpointOpening open(boolean allowed, String baseUrl) {
        return endpoints(allowed).open("custom:home", endpoint(baseUrl));
    }

    private static UserEndpoint endpoint(String baseUrl) {
        return new UserEndpoint("custom:home", "At home", baseUrl);
    }

    private static JudgedEndpoints endpoints(boolean allowed, String... listed) {
        FakeTime time = new FakeTime();
        return new JudgedEndpoints(
                new EndpointConfig() {
                    @Override
                    public boolean allowed() {
                        return allowed;
                    }

                    @Override
                    public Optional<List<String>> allowedHosts() {
                        return Optional.of(List.of(listed));
                    }

                    @Override
                    public boolean httpAllowed() {
                        return false;
                    }
                },
                new JudgedEndpoints.Tools(
                        new StreamTransport(vertx, new Connections(), time),
                        host -> Future.failedFuture("nothing is looked up for " + host),
                        Proxies.none(),
                        time,
                        new UserProviders(new Patience(), time, time, new SimpleMeterRegistry())));
    }
}
