package dev.holdfast.worker.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.catalog.ProviderAdvertised.Access;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.log.EndpointChecked;
import dev.holdfast.contracts.log.KeyChecked.Outcome;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.request.EndpointCheckRequested;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.worker.endpoint.EndpointOpening;
import dev.holdfast.worker.endpoint.UserEndpoints;
import dev.holdfast.worker.keys.SealedKeys;
import dev.holdfast.worker.keys.SealingForTests;
import dev.holdfast.worker.opening.OpenProvider;
import dev.holdfast.worker.provider.FakeTime;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderKey;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.ProviderProfile;
import dev.holdfast.worker.provider.ProviderStream;
import dev.holdfast.worker.provider.Providers;
import dev.holdfast.worker.provider.wire.ListAnswer;
import dev.holdfast.worker.provider.wire.Listing;
import dev.holdfast.worker.publish.Envelope;
import dev.holdfast.worker.publish.OutgoingRecord;
import dev.holdfast.worker.publish.WorkerId;
import dev.holdfast.worker.work.Delivery;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TryEndpointsTest {
    private static final String SECRET = "sk-only-for-alice";
    private static final Delivery FIRST = new Delivery(null, false);
    private static final String ADDRESS = "https://models.example.org/v1";
    private static final UserEndpoint HOME = new UserEndpoint("custom:home", "At home", ADDRESS);

    private final JsonMapper json =
            JsonMapper.builder().addModule(new JavaTimeModule()).findAndAddModules().build();
    private final FakeTime time = new FakeTime();
    private final PlayedServer server = new PlayedServer();
    private final List<OutgoingRecord> published = new ArrayList<>();

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private SealingForTests sealing;

    @BeforeEach
    void prepare() throws Exception {
        sealing = SealingForTests.in(folder);
    }

    @Test
    void tellsTheModelsOfItsList() throws Exception {
        // when
        begin(request(List.of(), sealed(ADDRESS)));
        server.lists(new ListAnswer.Listed(List.of(model("a"), model("b"))));

        // then
        assertThat(only())
                .isEqualTo(
                        new EndpointChecked(
                                time.instant(),
                                "custom:home",
                                4,
                                Outcome.WORKS,
                                List.of(model("a"), model("b")),
                                null));
        assertThat(published.getFirst().key()).isEqualTo("alice");
        assertThat(server.key).isEqualTo(SECRET);
        assertThat(server.words).isEmpty();
        assertThat(time.pending()).isZero();
    }

    @Test
    void asksForAWordOfTheNamedModelWhereThereIsNoList() throws Exception {
        // when
        begin(request(List.of("mine"), null));
        server.lists(new ListAnswer.NoList());
        server.listener().answered("H");

        // then
        assertThat(only().outcome()).isEqualTo(Outcome.WORKS);
        assertThat(server.words).singleElement().extracting(ProviderCall::model).isEqualTo("mine");
        assertThat(server.cancelled).isPositive();
    }

    @Test
    void saysWhatIsMissingWhereThereIsNeitherListNorName() throws Exception {
        // when
        begin(request(List.of(), null));
        server.lists(new ListAnswer.NoList());

        // then
        assertThat(only().outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(slug()).isEqualTo("endpoint-lists-no-models");
    }

    static List<Object[]> failures() {
        return List.of(
                new Object[] {
                    new ProviderFailure.KeyRefused(true), Outcome.REFUSED, "provider-key-refused"
                },
                new Object[] {
                    new ProviderFailure.Unreachable(), Outcome.UNREACHABLE, "provider-unreachable"
                },
                new Object[] {
                    new ProviderFailure.AddressRefused(),
                    Outcome.UNREACHABLE,
                    "endpoint-address-refused"
                },
                new Object[] {
                    new ProviderFailure.Redirected(), Outcome.UNREACHABLE, "provider-redirected"
                });
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellsWhyItDoesNotWork(ProviderFailure failure, Outcome outcome, String slug)
            throws Exception {
        // when
        begin(request(List.of(), sealed(ADDRESS)));
        server.lists(new ListAnswer.Failed(failure));

        // then
        assertThat(only().outcome()).isEqualTo(outcome);
        assertThat(slug()).isEqualTo(slug);
    }

    @Test
    void asksForAKeyWhereNoneWasLeft() throws Exception {
        // when
        begin(request(List.of(), null));
        server.lists(new ListAnswer.Failed(new ProviderFailure.KeyRefused(false)));

        // then
        assertThat(only().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(slug()).isEqualTo("key-required");
    }

    @Test
    void opensNoKeyThatWasLeftForAnotherAddress() throws Exception {
        // when
        begin(request(List.of(), sealed("https://elsewhere.example.org/v1")));

        // then
        assertThat(only().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(slug()).isEqualTo("key-unreadable");
        assertThat(server.asked).isZero();
    }

    @Test
    void callsNoneThatIsNotAllowed() throws Exception {
        // when
        trying(UserEndpoints.none()).begin(request(List.of(), null), FIRST);

        // then
        assertThat(only().outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(slug()).isEqualTo("endpoints-not-allowed");
    }

    @Test
    void givesUpASilentServerAndHearsNothingOfItAfterwards() throws Exception {
        // given
        begin(request(List.of(), null));

        // when
        time.pass(Duration.ofSeconds(20));
        server.lists(new ListAnswer.Listed(List.of(model("late"))));

        // then
        assertThat(only().outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(server.cancelled).isPositive();
    }

    @Test
    void boundsWhatItTellsOfAList() throws Exception {
        // given
        List<ModelOffer> many =
                new ArrayList<>(
                        List.of(model("x".repeat(201)), model("a\nb"), model(" "), model("good")));
        IntStream.range(0, 1000).forEach(i -> many.add(model("m" + i)));

        // when
        begin(request(List.of(), null));
        server.lists(new ListAnswer.Listed(many));

        // then
        assertThat(only().models()).hasSize(500);
        assertThat(only().models().getFirst().name()).isEqualTo("good");
    }

    private static ModelOffer model(String name) {
        return new ModelOffer(name, name, List.of(), null);
    }

    private SealedKey sealed(String address) throws Exception {
        return sealing.sealFor(SECRET, "alice", new UserEndpoint("custom:home", "", address), 3);
    }

    private EndpointCheckRequested request(List<String> models, @Nullable SealedKey key) {
        return new EndpointCheckRequested("alice", HOME, 4, models, key, time.instant());
    }

    private void begin(EndpointCheckRequested request) {
        trying((_, _) -> new EndpointOpening.Opened(server, server)).begin(request, FIRST);
    }

    private TryEndpoints trying(UserEndpoints endpoints) {
        return new TryEndpoints(
                new Trials(
                        new TwoAtOnce(),
                        new OpenProvider(
                                new Providers(List.of()),
                                endpoints,
                                SealedKeys.of(sealing.privateKeyset())),
                        outgoing -> {
                            published.add(outgoing);
                            return CompletableFuture.completedFuture(null);
                        },
                        new Envelope(json, new WorkerId("one")),
                        time,
                        time,
                        new SimpleMeterRegistry(),
                        Runnable::run));
    }

    private EndpointChecked only() {
        assertThat(published).hasSize(1);
        try {
            return (EndpointChecked) json.readValue(published.getFirst().value(), LogEvent.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable String slug() {
        var problem = only().problem();
        return problem == null ? null : problem.slug();
    }

    /** A server that the test speaks for. */
    private static final class PlayedServer implements Provider, Listing {
        private final List<ProviderCall> words = new ArrayList<>();
        private final List<ProviderListener> listeners = new ArrayList<>();
        private Consumer<ListAnswer> list = _ -> {};
        private @Nullable String key;
        private int asked;
        private int cancelled;

        void lists(ListAnswer answer) {
            list.accept(answer);
        }

        ProviderListener listener() {
            return listeners.getLast();
        }

        @Override
        public ProviderStream list(@Nullable ProviderKey of, Consumer<ListAnswer> heard) {
            asked++;
            key = of == null ? null : of.reveal();
            list = heard;
            return stream();
        }

        @Override
        public ProviderProfile profile() {
            return new ProviderProfile("custom:home", "At home", Access.SERVER, List.of());
        }

        @Override
        public int keeps(ProviderCall call) {
            return 0;
        }

        @Override
        public ProviderStream stream(ProviderCall call, ProviderListener listener) {
            words.add(call);
            listeners.add(listener);
            return stream();
        }

        private ProviderStream stream() {
            return new ProviderStream() {
                @Override
                public void cancel() {
                    cancelled++;
                }

                @Override
                public void pause() {}

                @Override
                public void resume() {}
            };
        }
    }
}
