package dev.holdfast.worker.title;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.contracts.catalog.ProviderAdvertised.Access;
import dev.holdfast.contracts.log.ConversationTitled;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.TitledBy;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.contracts.request.TitleRequested;
import dev.holdfast.contracts.wire.Headers;
import dev.holdfast.worker.claim.Claim;
import dev.holdfast.worker.claim.LookBack;
import dev.holdfast.worker.claim.Verdict;
import dev.holdfast.worker.endpoint.UserEndpoints;
import dev.holdfast.worker.keys.SealedKeys;
import dev.holdfast.worker.opening.OpenProvider;
import dev.holdfast.worker.provider.Completion;
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
import dev.holdfast.worker.publish.Place;
import dev.holdfast.worker.publish.WorkerId;
import dev.holdfast.worker.work.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WriteTitlesTest {
    private final JsonMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private final FakeTime time = new FakeTime();
    private final Listening provider = new Listening();
    private final List<OutgoingRecord> published = new ArrayList<>();
    private final LogSaying logSaying = new LogSaying();
    private final WriteTitles writeTitles =
            new WriteTitles(
                    new TitleConfig() {
                        @Override
                        public Duration titleTimeout() {
                            return Duration.ofSeconds(30);
                        }

                        @Override
                        public int titlesAtOnce() {
                            return 1;
                        }
                    },
                    new OpenProvider(
                            new Providers(List.of(provider)),
                            UserEndpoints.none(),
                            SealedKeys.none()),
                    outgoing -> {
                        published.add(outgoing);
                        return CompletableFuture.completedFuture(new Place(0, 0));
                    },
                    logSaying,
                    new Envelope(json, new WorkerId("one")),
                    time,
                    time,
                    Runnable::run);

    @Test
    void paysForNoTitleThatTheLogHas() {
        // when
        writeTitles.begin(request("fake", null), new Delivery(null, true));
        logSaying.isTitled.complete(true);

        // then
        assertThat(provider.listeners).isEmpty();
        assertThat(published).isEmpty();
    }

    @Test
    void writesATitleThatMayHaveBeenAskedForBeforeOnceTheLogIsKnownToHaveNone() {
        // given
        writeTitles.begin(request("fake", null), new Delivery(null, true));
        assertThat(provider.listeners).isEmpty();

        // when
        logSaying.isTitled.complete(false);

        // then
        assertThat(provider.listeners).hasSize(1);
    }

    /** A log that answers when the test says so. */
    private static final class LogSaying implements LookBack {
        final CompletableFuture<Boolean> isTitled = new CompletableFuture<>();

        @Override
        public CompletableFuture<Verdict> onClaim(Claim claim) {
            throw new AssertionError("a title claims nothing");
        }

        @Override
        public CompletableFuture<Boolean> onTitle(TitleRequested request) {
            return isTitled;
        }
    }

    @Test
    void takesWhatTheSmallModelSays() {
        // when
        writeTitles.begin(request("fake", null), new Delivery(null, false));
        provider.listeners.getFirst().answered("\"Bread without ");
        provider.listeners.getFirst().answered("yeast\"");
        provider.listeners.getFirst().completed(new Completion(FinishReason.STOP));

        // then
        assertThat(provider.calls.getFirst().model()).isEqualTo("small");
        assertThat(only())
                .extracting(ConversationTitled::title, ConversationTitled::titledBy)
                .containsExactly("Bread without yeast", TitledBy.MODEL);
        assertThat(published.getFirst().key()).isEqualTo("alice");
        assertThat(published.getFirst().headers())
                .containsEntry(Headers.AUDIENCE, Headers.AUDIENCE_SERVICES);
        assertThat(time.pending()).isZero();
    }

    @Test
    void takesTheFirstWordsWhereTheModelFailsOrIsSilent() {
        // when
        writeTitles.begin(request("fake", null), new Delivery(null, false));
        provider.listeners.getFirst().failed(new ProviderFailure.Unreachable());
        writeTitles.begin(request("fake", null), new Delivery(null, false));
        time.pass(Duration.ofSeconds(30));
        provider.listeners.getLast().answered("late");

        // then
        assertThat(published).hasSize(2);
        assertThat(titles()).containsOnly("How do I bake bread?");
    }

    @Test
    void callsNobodyWithoutASmallModelWithoutRoomOrWithAKeyThatDoesNotOpen() {
        // given the one place is taken
        writeTitles.begin(request("fake", null), new Delivery(null, false));

        // when
        writeTitles.begin(request("fake", null), new Delivery(null, false));
        writeTitles.begin(request("another", null), new Delivery(null, false));
        provider.listeners.getFirst().failed(new ProviderFailure.CutOff());
        writeTitles.begin(
                request("fake", new SealedKey("fake", 1, "AQ==")), new Delivery(null, false));

        // then
        assertThat(provider.calls).hasSize(1);
        assertThat(titles()).hasSize(4).containsOnly("How do I bake bread?");
    }

    private List<String> titles() {
        return published.stream().map(this::read).map(ConversationTitled::title).toList();
    }

    private ConversationTitled only() {
        assertThat(published).hasSize(1);
        return read(published.getFirst());
    }

    private ConversationTitled read(OutgoingRecord outgoing) {
        try {
            return (ConversationTitled) json.readValue(outgoing.value(), LogEvent.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TitleRequested request(String of, @Nullable SealedKey key) {
        return new TitleRequested(
                UUID.randomUUID(),
                "alice",
                new ModelRef(of, "large"),
                "How do I bake bread?\nI have no yeast.",
                "Use soda.",
                key,
                null,
                time.instant());
    }

    /** A provider that the test speaks for. */
    private static final class Listening implements Provider {
        private final List<ProviderCall> calls = new ArrayList<>();
        private final List<ProviderListener> listeners = new ArrayList<>();

        @Override
        public ProviderProfile profile() {
            return new ProviderProfile("fake", "Fake", Access.SERVER, List.of(), "small", true);
        }

        @Override
        public int keeps(ProviderCall call) {
            return 0;
        }

        @Override
        public ProviderStream stream(ProviderCall call, ProviderListener listener) {
            calls.add(call);
            listeners.add(listener);
            return new ProviderStream() {
                @Override
                public void cancel() {}

                @Override
                public void pause() {}

                @Override
                public void resume() {}
            };
        }
    }
}
