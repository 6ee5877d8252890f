package dev.holdfast.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.contracts.content.Citation;
import dev.holdfast.contracts.content.Citation.Span;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.HtmlPatch;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.content.Part;
import dev.holdfast.contracts.content.Piece;
import dev.holdfast.contracts.fold.Answer;
import dev.holdfast.contracts.fold.Ruling;
import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.GenerationEvent.Alive;
import dev.holdfast.contracts.log.GenerationEvent.End;
import dev.holdfast.contracts.log.GenerationEvent.Ended;
import dev.holdfast.contracts.log.GenerationEvent.Progressed;
import dev.holdfast.contracts.log.GenerationEvent.Started;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.log.Status;
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
import dev.holdfast.worker.provider.Cited;
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
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
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
    private static final Completion DONE = new Completion(FinishReason.STOP);
    private static final Usage SPENT = new Usage(3, 4, null, null);

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
        assertThat(log.types()).containsExactly("generation.started", "generation.ended stopped");
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
        assertThat(end().end()).isEqualTo(End.FAILED);
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
        assertThat(slug()).isEqualTo("internal-error");
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
        provider.says().spent(SPENT);
        provider.says().completed(DONE);
        log.acknowledgeAll();

        // then
        assertThat(log.types())
                .containsExactly(
                        "generation.started",
                        "generation.progressed",
                        "generation.progressed",
                        "generation.progressed",
                        "generation.ended completed");
        assertThat(content().parts()).hasSize(2);
        assertThat(content().text()).isEqualTo("Hello **world**");
        assertThat(reasoningOf(content())).isEqualTo("hm");
        assertThat(String.join("", htmlOf(content()))).contains("<strong>world</strong>");
        assertThat(end().result().usage()).isEqualTo(SPENT);
        assertThat(end().result().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(readAsAReader("")).isEqualTo(content());
        assertThat(outcomes).containsExactly(RunState.Outcome.COMPLETED);
        assertThat(run.job().generationId()).isEqualTo(GENERATION);
    }

    @Test
    void tellsOfSourcesAsTheyComeAndAllOfThemAtTheEnd() {
        // given
        begun(request(1, ""));

        // when
        provider.says().cites(new Cited.Marked("https://example.com/a", null, "[1]"));
        log.acknowledgeAll();
        provider.says().answered("Soda.[1]");
        log.acknowledgeAll();
        provider.says().cites(new Cited.Page("https://example.com/a", "Bread"));
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
                        "generation.ended completed");
        Citation whole =
                new Citation(1, "https://example.com/a", "Bread", List.of("[1]"), List.of());
        assertThat(content().citations()).containsExactly(whole);
        assertThat(readAsAReader("").citations()).containsExactly(whole);
    }

    @Test
    void keepsTheSourcesOfTheTextThatItKeeps() {
        // given
        provider.keeps = 4;
        Citation kept =
                new Citation(
                        2,
                        "https://example.com/a",
                        "Bread",
                        List.of("[2]"),
                        List.of(new Span(0, 0, 3), new Span(0, 2, 6)));

        // when
        begun(request(2, new Content(Content.ofText("Hello").parts(), List.of(kept))));
        provider.says().completed(DONE);
        log.acknowledgeAll();

        // then
        assertThat(content().citations())
                .containsExactly(
                        new Citation(
                                2,
                                "https://example.com/a",
                                "Bread",
                                List.of("[2]"),
                                List.of(new Span(0, 0, 3))));
    }

    @Test
    void hasNoSourcesOfATextThatItDoesNotKeep() {
        // given
        provider.keeps = 0;
        Citation gone = new Citation(1, "https://example.com/a", null, List.of(), List.of());

        // when
        begun(request(2, new Content(Content.ofText("Hello").parts(), List.of(gone))));
        provider.says().answered("Anew");
        provider.says().completed(DONE);
        log.acknowledgeAll();

        // then
        assertThat(content().citations()).isEmpty();
    }

    @Test
    void keepsItsPartsInTheOrderInWhichTheyWereThoughtAndWritten() {
        // given
        begun(request(1, ""));

        // when
        provider.says().reasoned("First.");
        log.acknowledgeAll();
        provider.says().answered("`One");
        provider.says().answered("` ");
        log.acknowledgeAll();
        provider.says().reasoned("Second.");
        log.acknowledgeAll();
        provider.says().answered("*Two*");
        log.acknowledgeAll();
        provider.says().completed(DONE);
        log.acknowledgeAll();

        // then
        assertThat(content().parts())
                .containsExactly(
                        new Part.Reasoning("First.", null),
                        new Part.Text(
                                "`One` ",
                                List.of("<p dir=\"auto\"><code dir=\"ltr\">One</code></p>\n")),
                        new Part.Reasoning("Second.", null),
                        new Part.Text("*Two*", List.of("<p dir=\"auto\"><em>Two</em></p>\n")));
        assertThat(readAsAReader("")).isEqualTo(content());
    }

    @Test
    void bringsTheLastHtmlOfATextWithTheThoughtThatEndsIt() {
        // given
        begun(request(1, ""));
        provider.says().answered("a *b");
        log.acknowledgeAll();

        // when
        provider.says().reasoned("hm");

        // then
        List<Piece> pieces = ((Progressed) log.last()).pieces();
        assertThat(pieces)
                .extracting(Piece::type, Piece::start, RunTest::words)
                .containsExactly(
                        tuple("text", new Mark(1, 4), ""),
                        tuple("reasoning", new Mark(2, 0), "hm"));
        assertThat(htmlOf(readAsAReader(""))).containsExactly("<p dir=\"auto\">a *b</p>\n");
    }

    @Test
    void opensNoPartForWhiteSpaceAndLosesNothing() {
        // given
        begun(request(1, ""));

        // when
        provider.says().answered("\n");
        provider.says().reasoned("One.");
        provider.says().answered("\n\n");
        provider.says().reasoned("Two.");
        provider.says().answered("Text.");
        provider.says().reasoned("\n");
        provider.says().answered(" More.");
        provider.says().completed(DONE);
        log.acknowledgeAll();

        // then
        assertThat(content().parts())
                .extracting(Part::type, RunTest::words)
                .containsExactly(
                        tuple("reasoning", "One.Two."), tuple("text", "\n\n\nText. More."));
    }

    @Test
    void countsAPlaceThroughAllThatWasAnswered() {
        // given
        begun(request(1, ""));
        provider.says().answered("Use ");
        provider.says().reasoned("hm");
        provider.says().answered("soda.");

        // when
        provider.says()
                .cites(
                        new Cited.Placed(
                                "https://example.com/a",
                                null,
                                new Cited.Passage(0, 4, 8, Cited.Unit.CODE_UNITS, "soda")));
        provider.says().completed(DONE);
        log.acknowledgeAll();

        // then
        assertThat(content().citations().getFirst().spans()).containsExactly(new Span(2, 0, 4));
    }

    @Test
    void saysWhatAStoppedAnswerHasCost() {
        // given
        Run run = begun(request(1, ""));
        provider.says().spent(new Usage(3, 0, null, null));
        provider.says().answered("one");
        provider.says().spent(SPENT);

        // when
        run.stop();
        log.acknowledgeAll();

        // then
        assertThat(end().end()).isEqualTo(End.STOPPED);
        assertThat(end().result().usage()).isEqualTo(SPENT);
        assertThat(end().result().timing()).isNotNull();
        assertThat(end().result().finishReason()).isNull();
    }

    @Test
    void saysWhatAFailedAnswerHasCost() {
        // given
        begun(request(1, ""));
        provider.says().spent(SPENT);

        // when
        provider.says().failed(new ProviderFailure.CutOff());
        log.acknowledgeAll();

        // then
        assertThat(end().end()).isEqualTo(End.FAILED);
        assertThat(end().result().usage()).isEqualTo(SPENT);
        assertThat(end().result().timing()).isNotNull();
    }

    @Test
    void saysNothingOfACostThatNobodyCounted() {
        // given
        Run run = begun(request(1, ""));

        // when
        run.stop();
        log.acknowledgeAll();

        // then
        assertThat(end().result().usage()).isNull();
    }

    @Test
    void goesOnInThePartThatItKeepsAndHoldsBackWhatItThinksBeforehand() {
        // given
        Content soFar =
                new Content(
                        List.of(
                                new Part.Reasoning("Thought.", null),
                                new Part.Text("# Hi", List.of("<h1>Hi</h1>\n")),
                                new Part.Reasoning("Half a th", null)),
                        List.of());
        provider.keeps = 4;

        // when
        Run run = begun(request(2, soFar));
        log.acknowledgeAll();
        int before = log.records.size();
        provider.says().reasoned("How do I go on?");
        provider.says().answered("\n");
        log.acknowledgeAll();
        List<String> whileItThinks = log.types().subList(before, log.records.size());
        run.tick();
        run.tick();
        log.acknowledgeAll();
        String alive = log.types().getLast();
        provider.says().answered("there");
        log.acknowledgeAll();
        provider.says().reasoned("What else?");
        log.acknowledgeAll();
        provider.says().answered("you");
        log.acknowledgeAll();
        provider.says().completed(DONE);
        log.acknowledgeAll();

        // then
        assertThat(((Started) log.events().getFirst()).keeps()).isEqualTo(new Mark(2, 4));
        assertThat(whileItThinks).isEmpty();
        assertThat(alive).isEqualTo("generation.alive");
        assertThat(content().parts())
                .extracting(Part::type, RunTest::words)
                .containsExactly(
                        tuple("reasoning", "Thought."),
                        tuple("text", "# Hi\nthere"),
                        tuple("reasoning", "What else?"),
                        tuple("text", "you"));
        assertThat(readAsAReader(soFar)).isEqualTo(content());
    }

    @Test
    void tellsWhatItThinksWhereNothingIsKept() {
        // given
        Content soFar = Content.of(new Part.Reasoning("Half a th", null));

        // when
        begun(request(2, soFar));
        provider.says().reasoned("A thought.");
        log.acknowledgeAll();
        provider.says().answered("A");
        provider.says().completed(DONE);
        log.acknowledgeAll();

        // then
        assertThat(((Started) log.events().getFirst()).keeps()).isEqualTo(Mark.NONE);
        assertThat(reasoningOf(content())).isEqualTo("A thought.");
    }

    @Test
    void putsThePartsRightWhereThinkingWasTakenForTheAnswer() {
        // given
        begun(request(1, ""));
        provider.says().answered("I think.");
        log.acknowledgeAll();
        provider.says().answered("\nThe answer.");

        // when
        provider.says()
                .completed(
                        new Completion(
                                FinishReason.STOP, new Completion.Correction.ThoughtFirst(8)));
        log.acknowledgeAll();

        // then
        assertThat(content().parts())
                .containsExactly(
                        new Part.Reasoning("I think.", null),
                        new Part.Text("The answer.", List.of("<p dir=\"auto\">The answer.</p>\n")));
    }

    @Test
    void splitsNoKeptTextWhereThinkingWasTakenForTheAnswer() {
        // given
        provider.keeps = 4;
        begun(request(2, "# Hi"));
        provider.says().answered("I think.");
        provider.says().answered(" there");

        // when
        provider.says()
                .completed(
                        new Completion(
                                FinishReason.STOP,
                                new Completion.Correction.Whole(" there", "I think.")));
        log.acknowledgeAll();

        // then
        assertThat(content().parts())
                .extracting(Part::type, RunTest::words)
                .containsExactly(tuple("text", "# Hi there"));
    }

    @Test
    void endsAnAnswerOfTooManyParts() {
        // given
        Run run = run(request(1, ""), 1_000_000);
        run.begin();
        log.acknowledge();

        // when
        for (int i = 0; i < Draft.MOST_PARTS; i++) {
            provider.says().reasoned("r");
            provider.says().answered("a");
        }
        log.acknowledgeAll();

        // then
        assertThat(slug()).isEqualTo("answer-too-long");
        assertThat(content().parts()).hasSize(Draft.MOST_PARTS + 1);
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
        List<String> html = htmlOf(content());
        assertThat(html).hasSize(2);
        assertThat(html.getFirst())
                .startsWith("<pre dir=\"ltr\" data-language=\"JavaScript\">")
                .contains("<span class=\"hl-keyword\">let</span>");
        assertThat(html.getLast()).contains("<math ", "<msup>");
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
        List<Piece> gathered = ((Progressed) log.last()).pieces();
        assertThat(gathered)
                .extracting(Piece::type, Piece::part, Piece::from, RunTest::words)
                .containsExactly(
                        tuple("text", 0, 1, "b"),
                        tuple("reasoning", 1, 0, "r"),
                        tuple("text", 2, 0, "c"));
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
                .extracting(event -> ((Progressed) event).pieces().getLast().start())
                .containsExactly(new Mark(1, 0), new Mark(1, 6), new Mark(2, 0));
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
        assertThat(content().text()).isEqualTo("ab");
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
        assertThat(log.types()).containsExactly("generation.started", "generation.ended stopped");
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
        assertThat(content()).isEqualTo(Content.EMPTY);
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
        assertThat(content().text()).isEqualTo("one two");
        assertThat(htmlOf(content())).isNotEmpty();
        assertThat(log.types())
                .containsExactly(
                        "generation.started", "generation.progressed", "generation.ended stopped");
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
        assertThat(log.types())
                .filteredOn(type -> type.equals("generation.ended stopped"))
                .hasSize(1);
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
        assertThat(end().end()).isEqualTo(End.COMPLETED);
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
        assertThat(started.keeps()).isEqualTo(new Mark(1, 4));
        assertThat(started.attempt()).isEqualTo(2);
        assertThat(provider.calls.getLast().kept()).isEqualTo("# Hi");
        Piece.Text again = (Piece.Text) ((Progressed) log.last()).pieces().getFirst();
        assertThat(again.start()).isEqualTo(new Mark(1, 4));
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
        assertThat(content().text()).isEqualTo("# Hi there");
        assertThat(content()).isEqualTo(readAsAReader("# Hi\n"));
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
        assertThat(((Started) log.events().getFirst()).keeps()).isEqualTo(Mark.NONE);
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
        assertThat(content().text()).isEqualTo("half");
        assertThat(slug()).isEqualTo("provider-cut-off");
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
        assertThat(slug()).isEqualTo("provider-not-served");
        assertThat(content().text()).isEqualTo("so far");
        assertThat(((Started) log.events().getFirst()).keeps()).isEqualTo(new Mark(1, 6));
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
        assertThat(slug()).isEqualTo("key-unreadable");
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
        assertThat(slug()).isEqualTo("answer-too-long");
        assertThat(content().text()).isEqualTo("x".repeat(90) + "y".repeat(10));
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
        assertThat(words(((Progressed) log.last()).pieces().getFirst())).endsWith("cread already");
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
        assertThat(end().end()).isEqualTo(End.COMPLETED);
        assertThat(content().text()).isEqualTo(text);
        assertThat(reasoningOf(content())).isEmpty();
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
        assertThat(slug()).isEqualTo("internal-error");
        assertThat(content().text()).isEqualTo("a");
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
        assertThat(slug()).isEqualTo("internal-error");
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
        assertThat(log.types()).containsExactly("generation.started", "generation.ended failed");
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
            Content read = one.readAsAReader("");
            assertThat(one.outcomes).hasSize(1);
            assertThat(one.log.mostInFlight).isEqualTo(1);
            assertThat(new WholeCharacters().take(said.toString())).startsWith(joined(read));
            assertThat(read.parts()).allSatisfy(part -> assertThat(part.length()).isPositive());
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
    private Content readAsAReader(String before) {
        return readAsAReader(Content.ofText(before));
    }

    /**
     * @param before what an attempt 1 has told; nothing of it is in the log
     */
    private Content readAsAReader(Content before) {
        Standing standing =
                before.isEmpty()
                        ? Standing.QUEUED
                        : new Standing(Status.RUNNING, 1, "r", before.mark(), 0);
        Answer answer = new Answer(before);
        List<GenerationEvent> read = new ArrayList<>();
        for (GenerationEvent event : log.events()) {
            Ruling ruling = standing.rule(event);
            assertThat(ruling).as("%s", event).isInstanceOf(Ruling.Counts.class);
            standing = ((Ruling.Counts) ruling).next();
            read.add(event);
            for (GenerationEvent again : read) {
                assertThat(standing.rule(again)).as("%s", again).isIn(whatChangesNothing(standing));
            }
            List<Part> soFar = answer.content().parts();
            answer.add(event);
            if (!(event instanceof Started)) {
                assertGrew(soFar, answer.content().parts());
            }
        }
        return answer.content();
    }

    /** Nothing that was shown is taken back: every part is there, and the last one alone grew. */
    private static void assertGrew(List<Part> before, List<Part> after) {
        assertThat(after).hasSizeGreaterThanOrEqualTo(before.size());
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i).type()).isEqualTo(before.get(i).type());
            assertThat(words(after.get(i))).startsWith(words(before.get(i)));
            if (i < before.size() - 1) {
                assertThat(words(after.get(i))).isEqualTo(words(before.get(i)));
            }
        }
    }

    private Ended end() {
        return (Ended) log.last();
    }

    private String slug() {
        return Objects.requireNonNull(end().problem()).slug();
    }

    private Content content() {
        return end().result().content();
    }

    private static String words(Part part) {
        return switch (part) {
            case Part.Text text -> text.text();
            case Part.Reasoning reasoning -> reasoning.text();
            default -> throw new AssertionError("no worker writes " + part);
        };
    }

    private static String words(Piece piece) {
        return switch (piece) {
            case Piece.Text text -> text.text();
            case Piece.Reasoning reasoning -> reasoning.text();
            default -> throw new AssertionError("no worker writes " + piece);
        };
    }

    /** All that it says, with nothing between two texts. */
    private static String joined(Content content) {
        return content.parts().stream()
                .filter(Part.Text.class::isInstance)
                .map(RunTest::words)
                .collect(Collectors.joining());
    }

    private static String reasoningOf(Content content) {
        return content.parts().stream()
                .filter(Part.Reasoning.class::isInstance)
                .map(RunTest::words)
                .collect(Collectors.joining("|"));
    }

    /** Of the one text that there is. */
    private static List<String> htmlOf(Content content) {
        return content.parts().stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).html())
                .reduce((_, _) -> {
                    throw new AssertionError("more than one text");
                })
                .orElseThrow();
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
        return request(attempt, Content.ofText(textSoFar));
    }

    private static GenerationRequested request(int attempt, Content soFar) {
        return request(attempt, soFar, new ModelRef("fake", "m"), null);
    }

    private static GenerationRequested request(
            int attempt, String textSoFar, ModelRef model, @Nullable SealedKey key) {
        return request(attempt, Content.ofText(textSoFar), model, key);
    }

    private static GenerationRequested request(
            int attempt, Content soFar, ModelRef model, @Nullable SealedKey key) {
        return new GenerationRequested(
                GENERATION,
                new UUID(0, 1),
                new UUID(0, 2),
                "alice",
                attempt,
                model,
                GenerationOptions.NONE,
                List.of(new PromptMessage(Role.USER, Content.ofText("Hi"))),
                soFar,
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
