package dev.holdfast.worker.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.catalog.ProviderAdvertised.Access;
import dev.holdfast.contracts.log.KeyChecked;
import dev.holdfast.contracts.log.KeyChecked.Outcome;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.request.KeyCheckRequested;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.worker.endpoint.UserEndpoints;
import dev.holdfast.worker.keys.SealedKeys;
import dev.holdfast.worker.keys.SealingForTests;
import dev.holdfast.worker.opening.OpenProvider;
import dev.holdfast.worker.provider.FakeTime;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.ProviderProfile;
import dev.holdfast.worker.provider.ProviderStream;
import dev.holdfast.worker.provider.Providers;
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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TryKeysTest {
    private static final String SECRET = "sk-only-for-alice";
    private static final Delivery FIRST = new Delivery(null, false);

    private final JsonMapper json =
            JsonMapper.builder().addModule(new JavaTimeModule()).findAndAddModules().build();
    private final FakeTime time = new FakeTime();
    private final Listening provider = new Listening();
    private final List<OutgoingRecord> published = new ArrayList<>();

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private SealingForTests sealing;

    @SuppressWarnings("NullAway.Init") // before each test
    private TryKeys tryKeys;

    @BeforeEach
    void prepare() throws Exception {
        sealing = SealingForTests.in(folder);
        tryKeys =
                new TryKeys(
                        new Trials(
                                new TwoAtOnce(),
                                new OpenProvider(
                                        new Providers(List.of(provider)),
                                        UserEndpoints.none(),
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

    @Test
    void saysThatAKeyWorksAtTheFirstWordAndHangsUp() throws Exception {
        // when
        tryKeys.begin(request("alice", "fake"), FIRST);
        provider.listener().answered("H");

        // then
        assertThat(only())
                .isEqualTo(new KeyChecked(time.instant(), "fake", 3, Outcome.WORKS, null));
        assertThat(published.getFirst().key()).isEqualTo("alice");
        assertThat(provider.cancelled).isPositive();
        assertThat(Objects.requireNonNull(provider.calls.getFirst().key()).reveal())
                .isEqualTo(SECRET);
        assertThat(time.pending()).isZero();
    }

    static List<Object[]> failures() {
        return List.of(
                new Object[] {
                    new ProviderFailure.KeyRefused(true), Outcome.REFUSED, "provider-key-refused"
                },
                new Object[] {
                    new ProviderFailure.Forbidden(), Outcome.REFUSED, "provider-forbidden"
                },
                new Object[] {
                    new ProviderFailure.Unreachable(), Outcome.UNREACHABLE, "provider-unreachable"
                },
                new Object[] {
                    new ProviderFailure.Broken(500, null), Outcome.UNREACHABLE, "provider-error"
                },
                new Object[] {
                    new ProviderFailure.CutOff(), Outcome.UNREACHABLE, "provider-cut-off"
                },
                new Object[] {
                    new ProviderFailure.QuotaExceeded(), Outcome.WORKS, "provider-quota-exceeded"
                },
                new Object[] {new ProviderFailure.RateLimited(null), Outcome.WORKS, ""},
                new Object[] {new ProviderFailure.ModelNotFound(), Outcome.WORKS, ""},
                new Object[] {new ProviderFailure.RequestRefused(null), Outcome.WORKS, ""});
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellsAKeyThatIsRefusedFromAProviderThatIsDown(
            ProviderFailure failure, Outcome outcome, String slug) throws Exception {
        // when
        tryKeys.begin(request("alice", "fake"), FIRST);
        provider.listener().failed(failure);

        // then
        KeyChecked checked = only();
        Problem problem = checked.problem();
        assertThat(checked.outcome()).isEqualTo(outcome);
        assertThat(problem == null ? "" : problem.slug()).isEqualTo(slug);
    }

    @Test
    void givesUpASilentProviderAndHearsNothingOfItAfterwards() throws Exception {
        // given
        tryKeys.begin(request("alice", "fake"), FIRST);

        // when
        time.pass(Duration.ofSeconds(20));
        provider.listener().answered("late");

        // then
        assertThat(only().outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(provider.cancelled).isPositive();
    }

    @Test
    void triesNoKeyThatWasSealedForSomebodyElse() throws Exception {
        // given
        SealedKey ofBob = sealing.seal(SECRET, "bob", "fake", 3);

        // when
        tryKeys.begin(new KeyCheckRequested("alice", ofBob, time.instant()), FIRST);

        // then
        KeyChecked checked = only();
        assertThat(checked.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(Objects.requireNonNull(checked.problem()).slug()).isEqualTo("key-unreadable");
        assertThat(provider.calls).isEmpty();
    }

    @Test
    void saysSoWhereTheProviderIsNotServed() throws Exception {
        // when
        tryKeys.begin(request("alice", "another"), FIRST);

        // then
        assertThat(Objects.requireNonNull(only().problem()).slug())
                .isEqualTo("provider-not-served");
    }

    @Test
    void survivesAnAdapterThatThrowsAndQuotesNothingOfIt() throws Exception {
        // given
        provider.bug = new IllegalArgumentException("illegal header Bearer " + SECRET);

        // when
        tryKeys.begin(request("alice", "fake"), FIRST);
        time.pass(Duration.ofSeconds(20));

        // then
        assertThat(only().outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(only().toString()).doesNotContain(SECRET);
    }

    @Test
    void boundsTheTriesAtOnceAndGivesThePlacesBack() throws Exception {
        // given
        tryKeys.begin(request("alice", "fake"), FIRST);
        tryKeys.begin(request("bob", "fake"), FIRST);

        // when
        tryKeys.begin(request("carol", "fake"), FIRST);

        // then
        assertThat(provider.calls).hasSize(2);
        assertThat(Objects.requireNonNull(only().problem()).slug())
                .isEqualTo("service-unavailable");

        // when
        provider.listener().answered("H");
        tryKeys.begin(request("carol", "fake"), FIRST);

        // then
        assertThat(provider.calls).hasSize(3);
    }

    private KeyCheckRequested request(String user, String of) throws Exception {
        return new KeyCheckRequested(user, sealing.seal(SECRET, user, of, 3), time.instant());
    }

    private KeyChecked only() {
        assertThat(published).hasSize(1);
        try {
            return (KeyChecked) json.readValue(published.getFirst().value(), LogEvent.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A provider that the test speaks for. */
    private static final class Listening implements Provider {
        private final List<ProviderCall> calls = new ArrayList<>();
        private final List<ProviderListener> listeners = new ArrayList<>();
        private int cancelled;
        private @org.jspecify.annotations.Nullable RuntimeException bug;

        @Override
        public ProviderProfile profile() {
            return new ProviderProfile(
                    "fake",
                    "Fake",
                    Access.OWN_KEY,
                    List.of(new ModelOffer("m", "M", List.of(), null)));
        }

        @Override
        public int keeps(ProviderCall call) {
            return 0;
        }

        @Override
        public ProviderStream stream(ProviderCall call, ProviderListener listener) {
            if (bug != null) {
                throw bug;
            }
            calls.add(call);
            listeners.add(listener);
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

        ProviderListener listener() {
            return listeners.getLast();
        }
    }
}
