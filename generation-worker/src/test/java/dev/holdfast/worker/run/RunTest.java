package dev.holdfast.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.contracts.fold.Answer;
import dev.holdfast.contracts.fold.Ruling;
import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.GenerationEvent.Alive;
import dev.holdfast.contracts.log.GenerationEvent.Completed;
import dev.holdfast.contracts.log.GenerationEvent.Failed;
import dev.holdfast.contracts.log.GenerationEvent.Progressed;
import dev.holdfast.contracts.log.GenerationEvent.Started;
import dev.holdfast.contracts.log.GenerationEvent.Stopped;
import dev.holdfast.contracts.log.HtmlPatch;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.log.Source;
import dev.holdfast.contracts.log.Source.Span;
import dev.holdfast.contracts.log.Usage;
import dev.holdfast.contracts.log.WaitsFor;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.contracts.wire.Headers;
import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.worker.endpoint.UserEndpoints;
import dev.holdfast.worker.keys.SealedKeys;
import dev.holdfast.worker.markdown.ImageHosts;
import dev.holdfast.worker.opening.OpenProvider;
import dev.holdfast.worker.provider.Citation;
import dev.holdfast.worker.provider.Completion;
import dev.holdfast.worker.provider.FakeTime;
import dev.holdfast.worker.provider.Patience;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderHealth;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.ProviderProfile;
import dev.holdfast.worker.provider.ProviderStream;
import dev.holdfast.worker.provider.Providers;
import dev.holdfast.worker.publish.Envelope;
import dev.holdfast.worker.publish.OutgoingRecord;
import dev.holdfast.worker.publish.Place;
import dev.holdfast.worker.publish.WorkerId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    private static final UUID GENERATION = new UUID(0, 7);
    private static final Completion DONE =
            new Completion(FinishReason.STOP, new Usage(3, 4, null, null));

    private final FakePublisher log = new FakePublisher(JSON);
    private final FakeTime time = new FakeTime();
    private final FakeProvider provider = new FakeProvider();
    private final FakeLookBack lookBack = new FakeLookBack();
    private final List<RunState.Outcome> outcomes = new ArrayList<>();

    @Test
    void claimsBeforeItCallsTheProvider() {
        // given
        Run run = run(request(1, ""));

        // when
        CompletableFuture<Void> claimed = run.begin().toCompletableFuture();

        // then
        assertThat(log.types()).containsExactly("generation.started");
        assertThat(provider.calls).isEmpty();
        assertThat(claimed).isNotDone();

        // when
        log.acknowledge();

        // then
        assertThat(claimed).isCompleted();
        assertThat(provider.calls).hasSize(1);
    }

    @Test
    void callsTheProviderOnlyOnceItsClaimIsKnownToCount() {
        // given
        lookBack.waits = true;
        Run run = run(request(1, ""));
        CompletableFuture<Void> claimed = run.begin().toCompletableFuture();

        // when
        log.acknowledge();

        // then
        assertThat(claimed).as("the request is not needed any more").isCompleted();
        assertThat(lookBack.claims)
                .singleElement()
                .satisfies(claim -> {
                    assertThat(claim.runId()).isEqualTo("run-1");
                    assertThat(claim.place()).isEqualTo(new Place(FakePublisher.PARTITION, 0));
                });
        assertThat(provider.calls).isEmpty();

        // when
        lookBack.counts();

        // then
        assertThat(provider.calls).hasSize(1);
    }

    @Test
    void paysNothingAndSaysNothingWhereItsClaimIsLost() {
        // given
        lookBack.waits = true;
        Run run = begun(request(1, ""));

        // when
        lookBack.isLost();
        run.tick();
        run.tick();
        run.stop();
        run.release();

        // then
        assertThat(provider.calls).isEmpty();
        assertThat(log.types()).containsExactly("generation.started");
        assertThat(outcomes).containsExactly(RunState.Outcome.SUPERSEDED);
    }

    @Test
    void doesNotSayThatItIsAliveBeforeItKnowsThatItCounts() {
        // given
        lookBack.waits = true;
        Run run = begun(request(1, ""));

        // when
        run.tick();
        run.tick();

        // then
        assertThat(log.types()).containsExactly("generation.started");
    }

    @Test
    void stopsAtOnceWhileItLooksBack() {
        // given
        lookBack.waits = true;
        Run run = begun(request(1, ""));

        // when
        run.stop();
        log.acknowledgeAll();

        // then
        assertThat(lookBack.answers.getLast()).isCancelled();
        assertThat(provider.calls).isEmpty();
        assertThat(log.types()).containsExactly("generation.started", "generation.stopped");
        assertThat(outcomes).containsExactly(RunState.Outcome.STOPPED);
    }

    @Test
    void releasesWithoutKnowingWhetherItsClaimCounts() {
        // given
        lookBack.waits = true;
        Run run = begun(request(1, ""));

        // when
        run.release();
        log.acknowledgeAll();

        // then a release of a run that lost would count for nobody
        assertThat(log.types()).containsExactly("generation.started", "generation.released");
        assertThat(provider.calls).isEmpty();
        assertThat(outcomes).containsExactly(RunState.Outcome.HANDED_OVER);
    }

    @Test
    void releasesWhatItHasNotClaimedYetBehindTheClaim() {
        // given
        lookBack.waits = true;
        Run run = run(request(1, ""));
        run.begin();

        // when
        run.release();

        // then
        assertThat(log.types()).containsExactly("generation.started");

        // when
        log.acknowledgeAll();

        // then
        assertThat(log.types()).containsExactly("generation.started", "generation.released");
        assertThat(lookBack.answers).isEmpty();
    }

    @Test
    void givesUpLookingBackWhenItIsSuperseded() {
        // given
        lookBack.waits = true;
        Run run = begun(request(1, ""));

        // when
        run.superseded();

        // then
        assertThat(lookBack.answers.getLast()).isCancelled();
        assertThat(log.types()).containsExactly("generation.started");
        assertThat(outcomes).containsExactly(RunState.Outcome.SUPERSEDED);
    }

    @Test
    void saysWhichRunOfWhichAttemptIsReleased() {
        // given
        Run run = begun(request(3, ""));
        provider.says().answered("Half");
        log.acknowledge();

        // when
        run.release();
        log.acknowledgeAll();

        // then
        assertThat(log.last())
                .isInstanceOfSatisfying(
                        GenerationEvent.Released.class,
                        released -> {
                            assertThat(released.attempt()).isEqualTo(3);
                            assertThat(released.run()).isEqualTo("run-1");
                        });
        assertThat(log.records)
                .extracting(OutgoingRecord::topic)
                .containsOnly(Topic.CONVERSATION_EVENTS);
    }

    @Test
    void refusesWithoutLookingBack() {
        // given
        begun(request(1, "", new ModelRef("nobody", "m"), null));

        // when
        log.acknowledgeAll();

        // then
        assertThat(lookBack.claims).isEmpty();
        assertThat(log.last()).isInstanceOf(Failed.class);
    }

    @Test
    void failsAnAnswerWhoseLogCannotBeRead() {
        // given
        lookBack.waits = true;
        begun(request(1, ""));

        // when
        lookBack.answers.getLast().completeExceptionally(new IllegalStateException("a bug"));
        log.acknowledgeAll();

        // then
        assertThat(provider.calls).isEmpty();
        assertThat(((Failed) log.last()).problem().slug()).isEqualTo("internal-error");
        assertThat(outcomes).containsExactly(RunState.Outcome.FAILED);
    }

    @Test
    void writesAnAnswerFromItsFirstWordToItsEnd() {
        // given
        Run run = begun(request(1, ""));

        // when
        provider.says().reasoned("hm");
        log.acknowledgeAll();
        provider.says().answered("Hello ");
        log.acknowledgeAll();
        provider.says().answered("**world**");
        log.acknowledgeAll();
        provider.says().completed(DONE);
        log.acknowledgeAll();

        // then
        assertThat(log.types())
                .containsExactly(
                        "generation.started",
                        "generation.progressed",
                        "generation.progressed",
                        "generation.progressed",
                        "generation.completed");
        Completed end = (Completed) log.last();
        assertThat(end.text()).isEqualTo("Hello **world**");
        assertThat(end.reasoning()).isEqualTo("hm");
        assertThat(String.join("", end.html())).contains("<strong>world</strong>");
        assertThat(end.usage()).isEqualTo(new Usage(3, 4, null, null));
        assertThat(end.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(outcomes).containsExactly(RunState.Outcome.COMPLETED);
        assertThat(run.job().generationId()).isEqualTo(GENERATION);
    }

    @Test
    void tellsOfSourcesAsTheyComeAndAllOfThemAtTheEnd() {
        // given
        begun(request(1, ""));

        // when
        provider.says().cites(new Citation.Marked("https://example.com/a", null, "[1]"));
        log.acknowledgeAll();
        provider.says().answered("Soda.[1]");
        log.acknowledgeAll();
        provider.says().cites(new Citation.Page("https://example.com/a", "Bread"));
        log.acknowledgeAll();
        provider.says().completed(DONE);
        log.acknowledgeAll();

        // then
        assertThat(log.types())
                .containsExactly(
                        "generation.started",
                        "generation.progressed",
                        "generation.progressed",
                        "generation.progressed",
                        "generation.completed");
        Source whole = new Source(1, "https://example.com/a", "Bread", List.of("[1]"), List.of());
        assertThat(((Completed) log.last()).sources()).containsExactly(whole);
        assertThat(readAsAReader("").sources()).containsExactly(whole);
    }

    @Test
    void keepsTheSourcesOfTheTextThatItKeeps() {
        // given
        provider.keeps = 4;
        Source kept =
                new Source(
                        2,
                        "https://example.com/a",
                        "Bread",
                        List.of("[2]"),
                        List.of(new Span(0, 3), new Span(2, 6)));

        // when
        begun(request(2, "Hello", List.of(kept)));
        provider.says().completed(DONE);
        log.acknowledgeAll();

        // then
        assertThat(((Completed) log.last()).sources())
                .containsExactly(
                        new Source(
                                2,
                                "https://example.com/a",
                                "Bread",
                                List.of("[2]"),
                                List.of(new Span(0, 3))));
    }

    @Test
    void hasNoSourcesOfATextThatItDoesNotKeep() {
        // given
        provider.keeps = 0;
        Source gone = new Source(1, "https://example.com/a", null, List.of(), List.of());

        // when
        begun(request(2, "Hello", List.of(gone)));
        provider.says().answered("Anew");
        provider.says().completed(DONE);
        log.acknowledgeAll();

        // then
        assertThat(((Completed) log.last()).sources()).isEmpty();
    }

    @Test
    void saysWhatItWaitsForUntilTheFirstWord() {
        // given
        Run run = begun(request(1, ""));

        // when
        provider.says().waits(WaitsFor.MODEL_LOADING);
        run.tick();
        run.tick();
        log.acknowledgeAll();
        WaitsFor waiting = ((Alive) log.last()).waitsFor();
        provider.says().waits(null);
        run.tick();
        log.acknowledgeAll();
        WaitsFor called = ((Alive) log.last()).waitsFor();
        provider.says().waits(WaitsFor.RATE_LIMIT);
        provider.says().reasoned("hm");
        log.acknowledgeAll();
        run.tick();
        run.tick();
        log.acknowledgeAll();

        // then
        assertThat(waiting).isEqualTo(WaitsFor.MODEL_LOADING);
        assertThat(called).isNull();
        assertThat(((Alive) log.last()).waitsFor()).isNull();
    }

    @Test
    void endsWithTheHtmlThatIsStored() {
        // given
        begun(request(1, ""));

        // when
        for (String piece : List.of("```js\n", "let a\n", "```\n\n", "$x^", "2$")) {
            provider.says().answered(piece);
            log.acknowledgeAll();
        }
        provider.says().completed(DONE);
        log.acknowledgeAll();

        // then
        Completed end = (Completed) log.last();
        assertThat(end.html()).hasSize(2);
        assertThat(end.html().getFirst())
                .startsWith("<pre dir=\"ltr\" data-language=\"JavaScript\">")
                .contains("<span class=\"hl-keyword\">let</span>");
        assertThat(end.html().getLast()).contains("<math ", "<msup>");
    }

    @Test
    void keepsOneRecordOnItsWayAndGathersTheRest() {
        // given
        begun(request(1, ""));

        // when
        provider.says().answered("a");
        provider.says().answered("b");
        provider.says().reasoned("r");
        provider.says().answered("c");

        // then
        assertThat(log.inFlight()).isEqualTo(1);

        // when
        log.acknowledge();

        // then
        Progressed gathered = (Progressed) log.last();
        assertThat(gathered.from()).isEqualTo(1);
        assertThat(gathered.text()).isEqualTo("bc");
        assertThat(gathered.reasoning()).isEqualTo("r");
        assertThat(log.mostInFlight).isEqualTo(1);
    }

    @Test
    void saysWhereItsReasoningBelongs() {
        // given
        begun(request(1, ""));

        // when
        provider.says().reasoned("First ");
        log.acknowledgeAll();
        provider.says().reasoned("second.");
        log.acknowledgeAll();
        provider.says().answered("A");
        log.acknowledgeAll();

        // then
        assertThat(log.events().stream().skip(1))
                .extracting(event -> ((Progressed) event).reasoningFrom())
                .containsExactly(0, 6, 13);
    }

    @Test
    void endsOnlyAfterWhatIsOnItsWay() {
        // given
        begun(request(1, ""));
        provider.says().answered("a");
        provider.says().answered("b");

        // when
        provider.says().completed(DONE);

        // then
        assertThat(log.types()).containsExactly("generation.started", "generation.progressed");

        // when
        log.acknowledge();

        // then
        assertThat(((Completed) log.last()).text()).isEqualTo("ab");
        assertThat(outcomes).isEmpty();

        // when
        log.acknowledge();

        // then
        assertThat(outcomes).containsExactly(RunState.Outcome.COMPLETED);
    }

    @Test
    void stopsWhileItClaimsWithoutCallingTheProvider() {
        // given
        Run run = run(request(1, ""));
        run.begin();

        // when
        run.stop();
        run.stop();
        log.acknowledgeAll();

        // then
        assertThat(provider.calls).isEmpty();
        assertThat(log.types()).containsExactly("generation.started", "generation.stopped");
        assertThat(outcomes).containsExactly(RunState.Outcome.STOPPED);
    }

    @Test
    void stopsBeforeTheFirstWord() {
        // given
        Run run = begun(request(1, ""));

        // when
        run.stop();
        log.acknowledgeAll();

        // then
        assertThat(provider.cancelled).isEqualTo(1);
        assertThat(((Stopped) log.last()).text()).isEmpty();
    }

    @Test
    void stopsInTheMiddleAndKeepsWhatCame() {
        // given
        Run run = begun(request(1, ""));
        provider.says().answered("one ");
        provider.says().answered("two");

        // when
        run.stop();
        provider.says().answered(" three");
        provider.says().completed(DONE);
        log.acknowledgeAll();

        // then
        assertThat(provider.cancelled).isEqualTo(1);
        assertThat(((Stopped) log.last()).text()).isEqualTo("one two");
        assertThat(((Stopped) log.last()).html()).isNotEmpty();
        assertThat(log.types())
                .containsExactly(
                        "generation.started", "generation.progressed", "generation.stopped");
    }

    @Test
    void stopsOnceHoweverOftenItIsAsked() {
        // given
        Run run = begun(request(1, ""));
        provider.says().answered("one");

        // when
        run.stop();
        run.stop();
        log.acknowledgeAll();
        run.stop();

        // then
        assertThat(log.types()).filteredOn(type -> type.equals("generation.stopped")).hasSize(1);
        assertThat(outcomes).containsExactly(RunState.Outcome.STOPPED);
    }

    @Test
    void ignoresAStopAfterTheEnd() {
        // given
        Run run = begun(request(1, ""));
        provider.says().completed(DONE);

        // when
        run.stop();
        log.acknowledgeAll();
        run.stop();

        // then
        assertThat(log.last()).isInstanceOf(Completed.class);
        assertThat(outcomes).containsExactly(RunState.Outcome.COMPLETED);
    }

    @Test
    void saysNothingMoreOnceItIsSuperseded() {
        // given
        Run run = begun(request(1, ""));
        provider.says().answered("a");
        provider.says().answered("b");

        // when
        run.superseded();
        log.acknowledgeAll();
        provider.says().answered("c");
        provider.says().completed(DONE);
        run.tick();
        run.tick();
        run.stop();

        // then
        assertThat(provider.cancelled).isEqualTo(1);
        assertThat(log.types()).containsExactly("generation.started", "generation.progressed");
        assertThat(outcomes).containsExactly(RunState.Outcome.SUPERSEDED);
    }

    @Test
    void givesTheRequestBackWhenItIsSupersededWhileItClaims() {
        // given
        Run run = run(request(1, ""));
        CompletableFuture<Void> claimed = run.begin().toCompletableFuture();

        // when
        run.superseded();
        log.acknowledgeAll();

        // then
        assertThat(claimed).isCompleted();
        assertThat(provider.calls).isEmpty();
        assertThat(log.types()).containsExactly("generation.started");
    }

    @Test
    void dropsAnEndThatComesWhenItIsSuperseded() {
        // given
        Run run = begun(request(1, ""));
        provider.says().answered("a");
        provider.says().completed(DONE);

        // when
        run.superseded();
        log.acknowledgeAll();

        // then
        assertThat(log.types()).containsExactly("generation.started", "generation.progressed");
        assertThat(outcomes).containsExactly(RunState.Outcome.SUPERSEDED);
    }

    @Test
    void saysThatItIsAliveOnlyWhereNothingElseIsSaid() {
        // given
        Run run = begun(request(1, ""));

        // when
        run.tick();
        run.tick();
        log.acknowledgeAll();
        run.tick();
        log.acknowledgeAll();
        provider.says().answered("a");
        log.acknowledgeAll();
        run.tick();

        // then
        assertThat(log.types())
                .containsExactly(
                        "generation.started",
                        "generation.alive",
                        "generation.alive",
                        "generation.progressed");
        assertThat(log.events().stream().filter(GenerationEvent.Alive.class::isInstance))
                .extracting(event -> ((GenerationEvent.Alive) event).beat())
                .containsExactly(1, 2);
    }

    @Test
    void isNotAliveBeforeItsClaimStandsNorWhileTheBrokerIsAway() {
        // given
        Run run = run(request(1, ""));
        run.begin();

        // when
        run.tick();
        run.tick();

        // then
        assertThat(log.types()).containsExactly("generation.started");

        // when
        log.acknowledge();
        provider.says().answered("a");
        run.tick();
        run.tick();
        run.tick();

        // then
        assertThat(log.types()).containsExactly("generation.started", "generation.progressed");
    }

    @Test
    void keepsTheTextThatTheProviderCanGoOnFrom() {
        // given
        provider.keeps = 4;

        // when
        begun(request(2, "# Hi\n"));

        // then
        Started started = (Started) log.events().getFirst();
        assertThat(started.keeps()).isEqualTo(4);
        assertThat(started.attempt()).isEqualTo(2);
        assertThat(provider.calls.getLast().kept()).isEqualTo("# Hi");
        Progressed again = (Progressed) log.last();
        assertThat(again.from()).isEqualTo(4);
        assertThat(again.text()).isEmpty();
        assertThat(again.html()).isNotEmpty();
        assertThat(again.html()).extracting(HtmlPatch::block).doesNotHaveDuplicates();

        // when
        log.acknowledgeAll();
        provider.says().answered(" there");
        log.acknowledgeAll();
        provider.says().completed(DONE);
        log.acknowledgeAll();

        // then
        assertThat(((Completed) log.last()).text()).isEqualTo("# Hi there");
        assertThat(((Completed) log.last()).html()).isEqualTo(readAsAReader("# Hi\n").html());
    }

    @Test
    void saysOnceThatTheModelBeganAgain() {
        // given
        provider.keeps = 4;
        begun(request(2, "# Hi"));
        log.acknowledgeAll();

        // when
        provider.says().beganAnew();
        provider.says().answered("\n\n---\n\n# Hi");
        log.acknowledgeAll();
        provider.says().answered(" there");
        log.acknowledgeAll();

        // then
        assertThat(log.events())
                .filteredOn(Progressed.class::isInstance)
                .extracting(event -> ((Progressed) event).anew())
                .containsExactly(null, true, null);
    }

    @Test
    void startsAgainWhereTheProviderCannotGoOn() {
        // when
        begun(request(2, "once"));

        // then
        assertThat(((Started) log.events().getFirst()).keeps()).isZero();
        assertThat(provider.calls.getLast().kept()).isEmpty();
        assertThat(log.types()).containsExactly("generation.started");
    }

    @Test
    void failsWithWhatCameWhenTheProviderFails() {
        // given
        begun(request(1, ""));
        provider.says().answered("half");

        // when
        provider.says().failed(new ProviderFailure.CutOff());
        log.acknowledgeAll();

        // then
        Failed failed = (Failed) log.last();
        assertThat(failed.text()).isEqualTo("half");
        assertThat(failed.problem().slug()).isEqualTo("provider-cut-off");
        assertThat(outcomes).containsExactly(RunState.Outcome.FAILED);
    }

    @Test
    void claimsAndFailsWhereItDoesNotServeTheProvider() {
        // given
        GenerationRequested request = request(2, "so far", new ModelRef("nobody", "m"), null);

        // when
        Run run = run(request);
        run.begin();
        log.acknowledgeAll();

        // then
        Failed failed = (Failed) log.last();
        assertThat(failed.problem().slug()).isEqualTo("provider-not-served");
        assertThat(failed.text()).isEqualTo("so far");
        assertThat(((Started) log.events().getFirst()).keeps()).isEqualTo(6);
    }

    @Test
    void claimsAndFailsWhereTheKeyCannotBeOpened() {
        // given
        SealedKey sealed = SealedKey.of("fake", 1, new byte[] {1, 2, 3});
        GenerationRequested request = request(1, "", new ModelRef("fake", "m"), sealed);

        // when
        Run run = run(request);
        run.begin();
        log.acknowledgeAll();

        // then
        assertThat(((Failed) log.last()).problem().slug()).isEqualTo("key-unreadable");
        assertThat(provider.calls).isEmpty();
    }

    @Test
    void endsAnAnswerThatIsTooLongAndKeepsItsText() {
        // given
        begun(request(1, ""));

        // when
        provider.says().answered("x".repeat(90));
        provider.says().answered("y".repeat(20));
        provider.says().answered("z");
        log.acknowledgeAll();

        // then
        Failed failed = (Failed) log.last();
        assertThat(failed.problem().slug()).isEqualTo("answer-too-long");
        assertThat(failed.text()).isEqualTo("x".repeat(90) + "y".repeat(10));
        assertThat(provider.cancelled).isEqualTo(1);
    }

    @Test
    void holdsTheProviderBackWhileTheBrokerIsSlow() {
        // given
        begun(request(1, ""));
        provider.says().answered("a");

        // when
        provider.says().answered("b".repeat(20));
        boolean within = provider.paused;
        provider.says().answered("c");

        // then
        assertThat(within).isFalse();
        assertThat(provider.paused).isTrue();

        // when
        provider.says().answered("read already");
        log.acknowledge();

        // then
        assertThat(provider.paused).isFalse();
        assertThat(provider.pauses).isEqualTo(1);
        assertThat(((Progressed) log.last()).text()).endsWith("cread already");
    }

    @Test
    void releasesBehindAllThatItHasWritten() {
        // given
        Run run = begun(request(1, ""));
        provider.says().answered("one ");
        provider.says().answered("two");

        // when
        run.release();

        // then
        assertThat(log.types()).containsExactly("generation.started", "generation.progressed");

        // when
        log.acknowledge();

        // then
        assertThat(log.types())
                .containsExactly(
                        "generation.started", "generation.progressed", "generation.released");
        assertThat(provider.cancelled).isZero();

        // when
        provider.says().completed(DONE);
        log.acknowledge();

        // then
        assertThat(provider.cancelled).isEqualTo(1);
        assertThat(outcomes).containsExactly(RunState.Outcome.HANDED_OVER);
        assertThat(log.last()).isInstanceOf(GenerationEvent.Released.class);
    }

    @Test
    void releasesAClaimWithoutCallingTheProvider() {
        // given
        Run run = run(request(3, "kept"));
        provider.keeps = 4;
        run.begin();

        // when
        run.release();
        log.acknowledgeAll();

        // then
        assertThat(provider.calls).isEmpty();
        assertThat(log.types()).containsExactly("generation.started", "generation.released");
    }

    @Test
    void letsAnEndStandWhereItIsToBeReleased() {
        // given
        Run run = begun(request(1, ""));
        provider.says().completed(DONE);

        // when
        run.release();
        log.acknowledgeAll();

        // then
        assertThat(log.types()).doesNotContain("generation.released");
        assertThat(outcomes).containsExactly(RunState.Outcome.COMPLETED);
    }

    @Test
    void holdsItsPromptUntilTheFirstWordAndNoLonger() {
        // given
        Provider patient =
                Providers.decorated(
                                List.of(new Forgetful(provider)),
                                new Patience(),
                                time,
                                time,
                                new ProviderHealth(time),
                                new SimpleMeterRegistry())
                        .named("fake")
                        .orElseThrow();
        Run run = begun(request(1, ""), patient);
        lookBack.claims.clear();

        // then
        assertThat(Reachable.from(run).anyMatch(PromptMessage.class::isInstance))
                .as("the call may have to be made again")
                .isTrue();

        // when
        provider.says().answered("Hi");

        // then
        assertThat(Reachable.from(run))
                .noneMatch(PromptMessage.class::isInstance)
                .noneMatch(GenerationRequested.class::isInstance);
    }

    @Test
    void holdsNoPromptWhereItIsReleasedOrStoppedBeforeItCalls() {
        // given
        lookBack.waits = true;
        Run released = run(request(1, ""));
        Run stopped = begun(request(1, ""));

        // when
        released.begin();
        released.release();
        stopped.stop();
        lookBack.claims.clear();

        // then
        assertThat(Reachable.from(released)).noneMatch(PromptMessage.class::isInstance);
        assertThat(Reachable.from(stopped)).noneMatch(PromptMessage.class::isInstance);
    }

    /** Keeps nothing of a call, as a provider whose request is on its way. */
    private record Forgetful(FakeProvider played) implements Provider {
        @Override
        public ProviderProfile profile() {
            return played.profile();
        }

        @Override
        public int keeps(ProviderCall call) {
            return 0;
        }

        @Override
        public ProviderStream stream(ProviderCall call, ProviderListener listener) {
            ProviderCall none = new ProviderCall(call.model(), call.options(), List.of(), "", null);
            return played.stream(none, listener);
        }
    }

    @Test
    void putsTheWholeAnswerIntoOneRecordWhateverItTakes() {
        // given
        Run run = run(request(1, ""), 20_000_000);
        run.begin();
        log.acknowledgeAll();
        String text = "What must not be lost.";

        // when
        provider.says().reasoned("r".repeat(8_400_000));
        provider.says().answered(text);
        provider.says().completed(DONE);
        log.acknowledgeAll();

        // then
        Completed end = (Completed) log.last();
        assertThat(end.text()).isEqualTo(text);
        assertThat(end.reasoning()).isEmpty();
        assertThat(log.records.getLast().fits()).isTrue();
        assertThat(outcomes).containsExactly(RunState.Outcome.COMPLETED);
    }

    @Test
    void endsWithAProblemWhenItIsBroken() {
        // given
        Run run = begun(request(1, ""));
        provider.says().answered("a");

        // when
        log.refuse(new IllegalStateException("a bug"));
        log.acknowledgeAll();
        run.tick();

        // then
        assertThat(((Failed) log.last()).problem().slug()).isEqualTo("internal-error");
        assertThat(((Failed) log.last()).text()).isEqualTo("a");
        assertThat(provider.cancelled).isEqualTo(1);
    }

    @Test
    void endsWithAProblemWhereTheProviderCannotEvenBeCalled() {
        // given
        provider.broken = true;

        // when
        begun(request(1, ""));
        log.acknowledgeAll();

        // then
        assertThat(((Failed) log.last()).problem().slug()).isEqualTo("internal-error");
        assertThat(outcomes).containsExactly(RunState.Outcome.FAILED);
    }

    static Stream<Error> errors() {
        return Stream.of(new StackOverflowError(), new NoClassDefFoundError("a reader"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void endsWithAProblemOfAnErrorAsWell(Error error) {
        // given
        provider.error = error;

        // when
        Run run = begun(request(1, ""));
        log.acknowledgeAll();
        run.tick();
        run.tick();

        // then
        assertThat(log.types()).containsExactly("generation.started", "generation.failed");
        assertThat(outcomes).containsExactly(RunState.Outcome.FAILED);
    }

    @Test
    void givesTheRequestBackWhenItBreaksBeforeItsClaimStands() {
        // given
        Run run = run(request(1, ""));
        CompletableFuture<Void> claimed = run.begin().toCompletableFuture();

        // when
        log.refuse(new IllegalStateException("a bug"));

        // then
        assertThat(claimed).isCompletedExceptionally();
        assertThat(outcomes).containsExactly(RunState.Outcome.BROKEN);
    }

    @Test
    void carriesItsTraceAndItsName() {
        // when
        begun(request(1, ""));

        // then
        assertThat(log.records.getFirst().headers())
                .containsEntry(Headers.TRACEPARENT, "00-trace-span-01")
                .containsEntry(Headers.SOURCE, "/generation-worker/w1")
                .containsEntry(Headers.TYPE, "generation.started");
        assertThat(log.records.getFirst().key()).isEqualTo("alice");
    }

    /** Every order of words, acknowledgements, ticks and an end, many of them, by the dice. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void isReadAsOneAnswerWithOneEndWhateverTheOrder(int seed) {
        Random dice = new Random(seed);
        for (int round = 0; round < 300; round++) {
            // given
            RunTest one = new RunTest();
            one.lookBack.waits = dice.nextBoolean();
            Run run = one.run(request(1, ""), 1_000);
            run.begin();
            StringBuilder said = new StringBuilder();

            // when
            int steps = dice.nextInt(60);
            for (int i = 0; i < steps; i++) {
                one.step(dice, run, said);
            }
            one.log.acknowledgeAll();
            run.stop();
            one.log.acknowledgeAll();

            // then
            Answer read = one.readAsAReader("");
            assertThat(one.outcomes).hasSize(1);
            assertThat(one.log.mostInFlight).isEqualTo(1);
            assertThat(new WholeCharacters().take(said.toString())).startsWith(read.text());
            long ends =
                    one.log.events().stream()
                            .filter(event -> event instanceof GenerationEvent.Ended)
                            .count();
            switch (one.outcomes.getFirst()) {
                case COMPLETED, FAILED, STOPPED -> assertThat(ends).isEqualTo(1);
                case HANDED_OVER -> assertThat(ends).isZero();
                // An end that was on its way is in the log, where nobody counts it.
                case SUPERSEDED -> assertThat(ends).isLessThanOrEqualTo(1);
                case BROKEN -> throw new AssertionError("broken in round " + round);
            }
        }
    }

    private void step(Random dice, Run run, StringBuilder said) {
        int what = dice.nextInt(100);
        if (what < 45 && !provider.calls.isEmpty()) {
            String word =
                    List.of("a ", "**b** ", "\n\n- c\n", "`d` ", "\uD83D", "\uDE00 ")
                            .get(dice.nextInt(6));
            provider.says().answered(word);
            if (outcomes.isEmpty()) {
                said.append(word);
            }
        } else if (what < 50 && !provider.calls.isEmpty()) {
            provider.says().reasoned("r");
        } else if (what < 90 && log.inFlight() > 0) {
            log.acknowledge();
        } else if (what < 90 && lookBack.waits && !lookBack.answers.isEmpty()) {
            lookBack.counts();
        } else if (what < 95) {
            run.tick();
        } else if (what == 95 && !provider.calls.isEmpty()) {
            provider.says().completed(DONE);
        } else if (what == 96 && !provider.calls.isEmpty()) {
            provider.says().failed(new ProviderFailure.CutOff());
        } else if (what == 97) {
            run.release();
        } else if (what == 98) {
            run.stop();
        } else if (what == 99) {
            run.superseded();
        }
    }

    /** What the fold makes of the log, gaps not allowed; ends must say what the pieces said. */
    private Answer readAsAReader(String before) {
        Answer answer = new Answer();
        Standing standing = Standing.QUEUED;
        if (!before.isEmpty()) {
            GenerationRequested first = request(1, "");
            GenerationEvent started =
                    new Started(
                            first.conversationId(), CLOCK.instant(), GENERATION, 1, "r", "w", 0);
            GenerationEvent said =
                    new Progressed(
                            first.conversationId(),
                            CLOCK.instant(),
                            GENERATION,
                            1,
                            "r",
                            0,
                            0,
                            before,
                            "",
                            List.of());
            for (GenerationEvent event : List.of(started, said)) {
                standing = ((Ruling.Counts) standing.rule(event)).next();
                answer.add(event);
            }
        }
        List<GenerationEvent> read = new ArrayList<>();
        for (GenerationEvent event : log.events()) {
            Ruling ruling = standing.rule(event);
            assertThat(ruling).as("%s", event).isInstanceOf(Ruling.Counts.class);
            standing = ((Ruling.Counts) ruling).next();
            read.add(event);
            for (GenerationEvent again : read) {
                assertThat(standing.rule(again)).as("%s", again).isIn(whatChangesNothing(standing));
            }
            String soFar = answer.text();
            answer.add(event);
            assertThat(answer.text()).startsWith(event instanceof Started ? "" : soFar);
        }
        return answer;
    }

    /** HTML alone may count a second time, where nothing has followed it. */
    private static List<Ruling> whatChangesNothing(Standing standing) {
        return List.of(
                new Ruling.Counts(standing),
                new Ruling.Ignored(Ruling.Reason.REPEATED),
                new Ruling.Ignored(Ruling.Reason.ENDED),
                // What it had said before it released; a word of it afterwards would be dropped
                // too,
                // which the records themselves are held against above.
                new Ruling.Ignored(Ruling.Reason.OTHER_RUN));
    }

    private Run begun(GenerationRequested request) {
        Run run = run(request);
        run.begin();
        log.acknowledge();
        return run;
    }

    private Run run(GenerationRequested request) {
        return run(request, 100);
    }

    private Run begun(GenerationRequested request, Provider by) {
        Run run = run(request, 100, by);
        run.begin();
        log.acknowledge();
        return run;
    }

    private Run run(GenerationRequested request, int answerLimit) {
        return run(request, answerLimit, provider);
    }

    private Run run(GenerationRequested request, int answerLimit, Provider by) {
        WorkerId worker = new WorkerId("w1");
        Job job = Job.of(request, "run-1", "00-trace-span-01", false);
        Plan plan =
                new PlanRun(
                                new OpenProvider(
                                        new Providers(List.of(by)),
                                        UserEndpoints.none(),
                                        SealedKeys.none()))
                        .of(request);
        Run.Tools tools =
                new Run.Tools(
                        new Limits(answerLimit),
                        log,
                        lookBack,
                        new Envelope(JSON, worker),
                        worker,
                        CLOCK,
                        ImageHosts.NONE);
        return new Run(
                job, request, plan, tools, Runnable::run, (_, outcome) -> outcomes.add(outcome));
    }

    private static GenerationRequested request(int attempt, String textSoFar) {
        return request(attempt, textSoFar, new ModelRef("fake", "m"), null);
    }

    private static GenerationRequested request(
            int attempt, String textSoFar, List<Source> sourcesSoFar) {
        return new GenerationRequested(
                GENERATION,
                new UUID(0, 1),
                new UUID(0, 2),
                "alice",
                attempt,
                new ModelRef("fake", "m"),
                GenerationOptions.NONE,
                List.of(new PromptMessage(Role.USER, "Hi")),
                textSoFar,
                sourcesSoFar,
                null,
                null,
                null,
                CLOCK.instant());
    }

    private static GenerationRequested request(
            int attempt, String textSoFar, ModelRef model, @Nullable SealedKey key) {
        return new GenerationRequested(
                GENERATION,
                new UUID(0, 1),
                new UUID(0, 2),
                "alice",
                attempt,
                model,
                GenerationOptions.NONE,
                List.of(new PromptMessage(Role.USER, "Hi")),
                textSoFar,
                key,
                null,
                null,
                CLOCK.instant());
    }

    private record Limits(int answerLimit) implements RunConfig {
        @Override
        public int capacity() {
            return 4;
        }

        @Override
        public int pendingLimit() {
            return 20;
        }

        @Override
        public Duration drainTimeout() {
            return Duration.ZERO;
        }

        @Override
        public Duration handOverTimeout() {
            return Duration.ZERO;
        }
    }
}
