package dev.holdfast.worker.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.log.Usage;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.played.Call;
import dev.holdfast.played.PlayedProvider;
import dev.holdfast.played.Script;
import dev.holdfast.played.Wire;
import dev.holdfast.stack.raw.LoggedFaults;
import dev.holdfast.worker.assembly.Dialects;
import dev.holdfast.worker.provider.CallConfig;
import dev.holdfast.worker.provider.Cited;
import dev.holdfast.worker.provider.Completion;
import dev.holdfast.worker.provider.GuardedProvider;
import dev.holdfast.worker.provider.Heard;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderFailure.TimedOut;
import dev.holdfast.worker.provider.ProviderKey;
import dev.holdfast.worker.provider.ProviderStream;
import dev.holdfast.worker.provider.RetryingProvider;
import dev.holdfast.worker.provider.entry.Continuation;
import dev.holdfast.worker.provider.entry.ModelEntry;
import dev.holdfast.worker.provider.entry.ProviderEntry;
import dev.holdfast.worker.provider.entry.Reasoning;
import dev.holdfast.worker.provider.entry.Served;
import dev.holdfast.worker.provider.entry.WireName;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every provider must keep, on each vendor's wire: each case is played by a process of its
 * own.
 */
@ParameterizedClass
@EnumSource(WireName.class)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class VendorsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration FIRST = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final AtomicInteger PROMPTS = new AtomicInteger();

    private static PlayedProvider played;
    private static Vertx vertx;
    private static StreamTransport transport;

    private final WireName wire;

    VendorsIT(WireName wire) {
        this.wire = wire;
    }

    @BeforeAll
    static void start() {
        played = PlayedProvider.start();
        vertx = Vertx.vertx();
        transport = new StreamTransport(vertx, new Roomy(), Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        played.close();
    }

    /** A script of twenty megabytes is among them. */
    @AfterEach
    void forget() {
        played.forget();
    }

    @Test
    void streamsAnAnswerWithItsReasoningAndItsUsage() {
        // when
        Heard heard =
                play(
                        Script.begin()
                                .reason("think ")
                                .reason("twice")
                                .say("Hi ", 2, 200)
                                .say("*you* 😀")
                                .finish());

        // then
        Completion end = (Completion) heard.onlyEnd();
        assertThat(heard.text()).isEqualTo("Hi *you* 😀");
        assertThat(heard.reasoning()).isEqualTo("think twice");
        assertThat(end.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(heard.usage).isEqualTo(spent());
    }

    /** Two words of prompt, one of them cached, two pieces of thought and three of text. */
    private Usage spent() {
        return switch (wire) {
            case OPENAI_CHAT, OPENAI_RESPONSES, GEMINI -> new Usage(2, 5, 2, 1);
            // It counts what was cached beside the rest.
            case ANTHROPIC -> new Usage(3, 5, null, 1);
            case MISTRAL -> new Usage(2, 5, null, 1);
        };
    }

    @Test
    void readsTheSameByteByByte() {
        // given
        String text = "häß €😀 ".repeat(20);

        // when
        Heard heard = play(Script.begin().say(text, 3, 0).finish().byteByByte());

        // then
        assertThat(heard.text()).isEqualTo(text);
        assertThat(heard.onlyEnd()).isInstanceOf(Completion.class);
    }

    @Test
    void readsAChunkOfAHundredKilobytes() {
        // given
        String text = "0123456789".repeat(10_000);

        // when
        Heard heard = play(Script.begin().say(text).finish());

        // then
        assertThat(heard.text()).isEqualTo(text);
    }

    @Test
    void tellsAnAnswerThatReachedItsLength() {
        // when
        Heard heard = play(Script.begin().say("x").finish("length"));

        // then
        assertThat(((Completion) heard.onlyEnd()).finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void namesEachRefusal() {
        assertThat(play(Script.wrongKey()).onlyEnd())
                .isEqualTo(new ProviderFailure.KeyRefused(false));
        assertThat(play(Script.forbidden()).onlyEnd()).isEqualTo(new ProviderFailure.Forbidden());
        assertThat(play(Script.unknownModel()).onlyEnd())
                .isEqualTo(new ProviderFailure.ModelNotFound());
        assertThat(play(Script.rateLimited(Duration.ofSeconds(7))).onlyEnd())
                .isEqualTo(new ProviderFailure.RateLimited(Duration.ofSeconds(7)));
        assertThat(play(Script.quotaExceeded()).onlyEnd())
                .isEqualTo(new ProviderFailure.QuotaExceeded());
        assertThat(play(Script.contextTooLong()).onlyEnd())
                .isEqualTo(new ProviderFailure.ContextTooLong());
        assertThat(play(Script.promptFiltered()).onlyEnd())
                .isEqualTo(new ProviderFailure.ContentFiltered());
        assertThat(play(Script.serverError(503)).onlyEnd())
                .isEqualTo(
                        new ProviderFailure.Broken(
                                503,
                                null,
                                "The server had an error while processing your request."));
    }

    @Test
    void namesAnAnswerThatTheFilterStopped() {
        // when
        Heard heard = play(Script.begin().say("so far").finish("content_filter"));

        // then
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.ContentFiltered());
        assertThat(heard.text()).isEqualTo("so far");
        assertThat(heard.usage).as("a filtered answer has cost something too").isNotNull();
    }

    @Test
    void callsACutConnectionCutOff() {
        try (LoggedFaults log = LoggedFaults.watch()) {
            // when
            Heard heard = play(Script.begin().say("so ").pause(Duration.ofMillis(200)).reset());

            // then
            assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.CutOff());
            assertThat(heard.text()).isEqualTo("so ");
            assertThat(log.faults()).as("the user is told; it is nobody's mistake").isEmpty();
        }
    }

    @Test
    void logsNothingOfACallThatIsLeftAtOnce() {
        try (LoggedFaults log = LoggedFaults.watch()) {
            // given
            Provider provider = guarded(baseUrl());
            Heard left = new Heard();

            // when
            onContext(() ->
                    provider.stream(callOf(prompt(Script.begin().silence()), null), left).cancel());
            awaitEnd(call(prompt(Script.answer("next")), null));

            // then
            assertThat(left.ends).isEmpty();
            assertThat(log.faults()).isEmpty();
        }
    }

    @Test
    void callsACleanEndWithoutAReasonCutOff() {
        assertThat(play(Script.begin().say("so far")).onlyEnd())
                .isEqualTo(new ProviderFailure.CutOff());
        assertThat(play(Script.begin().open()).onlyEnd()).isEqualTo(new ProviderFailure.CutOff());
    }

    @Test
    void doesNotTakeAnErrorInsideTheStreamForSuccess() {
        // when
        Heard heard = play(Script.begin().say("so far").breakOff("server_error", null, "boom"));

        // then
        assertThat(heard.onlyEnd()).isInstanceOf(ProviderFailure.Broken.class);
        assertThat(heard.text()).isEqualTo("so far");
    }

    @Test
    void refusesGarbage() {
        assertThat(play(Script.begin().raw("data: {\"choices\": [garbage\n\n")).onlyEnd())
                .isEqualTo(new ProviderFailure.Unintelligible());
    }

    @Test
    void ignoresCommentsAndOtherEvents() {
        // when
        Heard heard =
                play(
                        Script.begin()
                                .raw(": keep-alive\n\n")
                                .say("a")
                                .raw(": OPENROUTER PROCESSING\n\n")
                                .say("b")
                                .finish());

        // then
        assertThat(heard.text()).isEqualTo("ab");
        assertThat(heard.onlyEnd()).isInstanceOf(Completion.class);
    }

    @Test
    void givesUpOnSilenceAndClosesTheConnection() {
        // when
        String prompt = prompt(Script.begin().open().silence());
        Heard heard = call(prompt, null);
        awaitEnd(heard);

        // then
        assertThat(heard.onlyEnd()).isEqualTo(new TimedOut(TimedOut.Phase.FIRST_TOKEN, FIRST));
        await().atMost(SOON).until(() -> played.callsWithPrompt(prompt).getFirst().wasLeft());
    }

    @Test
    void givesUpOnSilenceInTheMiddle() {
        // when
        Heard heard = play(Script.begin().say("so far").silence());

        // then
        assertThat(heard.onlyEnd()).isEqualTo(new TimedOut(TimedOut.Phase.NEXT_TOKEN, IDLE));
    }

    @Test
    void namesAProviderThatIsNotThere() {
        // given
        Provider nowhere = guarded("http://localhost:1/v1");

        // when
        Heard heard = new Heard();
        onContext(() -> nowhere.stream(callOf("Anyone?", null), heard));
        awaitEnd(heard);

        // then
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.Unreachable());
    }

    @Test
    void closesTheConnectionWhenItIsCancelledBeforeTheFirstWord() {
        // given
        String prompt = prompt(Script.begin().silence());
        Heard heard = new Heard();
        Provider provider = guarded(baseUrl());
        CompletableFuture<ProviderStream> stream = new CompletableFuture<>();
        var context = ((VertxInternal) vertx).createEventLoopContext();
        context.runOnContext(_ -> stream.complete(provider.stream(callOf(prompt, null), heard)));
        await().atMost(SOON).until(() -> !played.callsWithPrompt(prompt).isEmpty());

        // when
        context.runOnContext(_ -> stream.join().cancel());

        // then
        await().atMost(SOON).until(() -> played.callsWithPrompt(prompt).getFirst().wasLeft());
        assertThat(heard.ends).isEmpty();
    }

    @Test
    void holdsTheProviderBackWhileItIsPaused() {
        // given
        String piece = "x".repeat(1000);
        String prompt = prompt(Script.begin().say(piece.repeat(20_000), 1000, 0).finish());
        Heard heard = new Heard();
        Provider provider = guarded(baseUrl());
        CompletableFuture<ProviderStream> stream = new CompletableFuture<>();
        var context = ((VertxInternal) vertx).createEventLoopContext();

        // when
        context.runOnContext(_ -> {
            ProviderStream begun = provider.stream(callOf(prompt, null), heard);
            begun.pause();
            stream.complete(begun);
        });
        await().atMost(SOON)
                .during(Duration.ofMillis(500))
                .until(
                        () ->
                                played.callsWithPrompt(prompt).stream()
                                        .map(each -> each.chunks())
                                        .findFirst(),
                        Optional::isPresent);

        // then
        int whilePaused = played.callsWithPrompt(prompt).getFirst().chunks();
        assertThat(whilePaused).isLessThan(20_000);
        assertThat(heard.text()).isEmpty();

        // when
        context.runOnContext(_ -> stream.join().resume());

        // then
        awaitEnd(heard);
        assertThat(heard.text()).hasSize(20_000_000);
    }

    @Test
    void callsWithTheUsersKeyWhereThereIsOne() throws Exception {
        // given
        String own = prompt(Script.answer("x"));
        String workers = prompt(Script.answer("x"));

        // when
        awaitEnd(call(own, new ProviderKey("sk-user")));
        awaitEnd(call(workers, null));

        // then
        assertThat(played.callsWithPrompt(own).getFirst().authorization())
                .isEqualTo(sha256(header("sk-user")));
        assertThat(played.callsWithPrompt(workers).getFirst().authorization())
                .isEqualTo(sha256(header("sk-worker")));
    }

    private String header(String key) {
        return switch (wire) {
            case OPENAI_CHAT, OPENAI_RESPONSES, MISTRAL -> "Bearer " + key;
            case ANTHROPIC, GEMINI -> key;
        };
    }

    @Test
    void tellsTheUsersKeyFromTheWorkers() {
        // when
        Heard heard = call(prompt(Script.wrongKey()), new ProviderKey("sk-user"));
        awaitEnd(heard);

        // then
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.KeyRefused(true));
        assertThat(((ProviderFailure) heard.onlyEnd()).problem("OpenAI").detail())
                .contains("refused by OpenAI", "Settings");
    }

    @Test
    void sendsEachOptionInTheVendorsWords() {
        // given
        String prompt = prompt(Script.answer("x"), Script.answer("x"));

        // when
        awaitEnd(call(prompt, new GenerationOptions(0.5, 9, null, null), ""));
        awaitEnd(call(prompt, new GenerationOptions(null, 9, "low", null), ""));

        // then
        JsonNode plain = played.callsWithPrompt(prompt).getFirst().settings();
        JsonNode thinking = played.callsWithPrompt(prompt).getLast().settings();
        switch (wire) {
            case OPENAI_CHAT -> {
                assertThat(plain.path("temperature").asDouble()).isEqualTo(0.5);
                assertThat(plain.path("max_tokens").asInt()).isEqualTo(9);
                assertThat(thinking.path("reasoning_effort").asText()).isEqualTo("low");
            }
            case OPENAI_RESPONSES -> {
                assertThat(plain.path("temperature").asDouble()).isEqualTo(0.5);
                assertThat(plain.path("max_output_tokens").asInt()).isEqualTo(9);
                assertThat(plain.path("store").asBoolean()).isFalse();
                assertThat(thinking.path("reasoning").path("effort").asText()).isEqualTo("low");
                assertThat(thinking.path("reasoning").path("summary").asText()).isEqualTo("auto");
            }
            case ANTHROPIC -> {
                assertThat(plain.path("temperature").asDouble()).isEqualTo(0.5);
                assertThat(plain.path("max_tokens").asInt()).isEqualTo(9);
                assertThat(thinking.path("thinking").path("type").asText()).isEqualTo("adaptive");
                assertThat(thinking.path("output_config").path("effort").asText()).isEqualTo("low");
                assertThat(thinking.path("max_tokens").asInt()).isEqualTo(9 + 2048);
            }
            case GEMINI -> {
                assertThat(plain.path("generationConfig").path("temperature").asDouble())
                        .isEqualTo(0.5);
                assertThat(plain.path("generationConfig").path("maxOutputTokens").asInt())
                        .isEqualTo(9);
                JsonNode config = thinking.path("generationConfig").path("thinkingConfig");
                assertThat(config.path("thinkingLevel").asText()).isEqualTo("low");
                assertThat(config.path("includeThoughts").asBoolean()).isTrue();
            }
            case MISTRAL -> {
                assertThat(plain.path("temperature").asDouble()).isEqualTo(0.5);
                assertThat(plain.path("max_tokens").asInt()).isEqualTo(9);
                assertThat(thinking.path("reasoning_effort").asText()).isEqualTo("none");
            }
        }
    }

    @Test
    void refusesAnOptionThatTheModelDoesNotTakeWithoutACall() {
        // given
        String prompt = prompt(Script.answer("x"));
        Heard heard = new Heard();
        ProviderCall call =
                new ProviderCall(
                        "plain",
                        new GenerationOptions(0.5, null, null, null),
                        List.of(new PromptMessage(Role.USER, Content.ofText(prompt))),
                        "",
                        null);

        // when
        onContext(() -> guarded(baseUrl()).stream(call, heard));
        awaitEnd(heard);

        // then
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.RequestRefused("temperature"));
        assertThat(played.callsWithPrompt(prompt)).isEmpty();
    }

    @Test
    void goesOnFromABeginningWhereItCan() {
        // given
        String prompt = prompt(Script.answer(" and the rest"));
        ProviderCall call = callOf(prompt, GenerationOptions.NONE, "The beginning ", null);

        // when
        int keeps = guarded(baseUrl()).keeps(call);
        Heard heard = new Heard();
        onContext(() -> guarded(baseUrl()).stream(call.keeping(keeps), heard));
        awaitEnd(heard);

        // then
        assertThat(heard.text()).isEqualTo(" and the rest");
        var sent = played.callsWithPrompt(prompt).getFirst();
        switch (wire) {
            case ANTHROPIC -> {
                assertThat(keeps).isEqualTo("The beginning".length());
                assertThat(sent.messages().getLast())
                        .isEqualTo(new Call.Message("assistant", "The beginning"));
            }
            case OPENAI_CHAT, MISTRAL -> {
                assertThat(keeps).isEqualTo("The beginning ".length());
                assertThat(sent.messages().getLast())
                        .isEqualTo(new Call.Message("assistant", "The beginning "));
            }
            case OPENAI_RESPONSES, GEMINI -> {
                assertThat(keeps).isEqualTo("The beginning ".length());
                assertThat(sent.messages().get(sent.messages().size() - 2))
                        .extracting(Call.Message::role, message -> message.text().strip())
                        .containsExactly("assistant", "The beginning");
                assertThat(sent.messages().getLast().role()).isEqualTo("user");
                assertThat(sent.messages().getLast().text()).endsWith("<<<The beginning>>>");
            }
        }
    }

    @Test
    void readsTheVendorsOwnList() {
        // given
        played.playForModel("listed-one", Script.answer("x"));
        VendorProvider provider = plain(baseUrl());

        // when
        provider.readList();

        // then
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(provider.profile().models())
                                .extracting(ModelOffer::name)
                                .startsWith("m", "plain")
                                .contains("listed-one"));
    }

    @Test
    void triesAKeyWithTheListAndNoAnswer() throws Exception {
        // when
        Optional<ProviderFailure> heard = tried("sk-new");

        // then
        assertThat(heard).isEmpty();
        assertThat(played.calls()).isEmpty();
        assertThat(played.listCalls().getLast().authorization())
                .isEqualTo(sha256(header("sk-new")));
    }

    @Test
    void namesWhyTheListRefusesAKey() {
        assertThat(triedWith(Script.wrongKey())).contains(new ProviderFailure.KeyRefused(true));
        assertThat(triedWith(Script.rateLimited(Duration.ofSeconds(7))))
                .contains(new ProviderFailure.RateLimited(Duration.ofSeconds(7)));
        assertThat(triedWith(Script.quotaExceeded())).contains(new ProviderFailure.QuotaExceeded());
        assertThat(triedWith(Script.serverError(503)))
                .contains(
                        new ProviderFailure.Broken(
                                503,
                                null,
                                "The server had an error while processing your request."));
        assertThat(triedWith(Script.begin().reset())).contains(new ProviderFailure.CutOff());
        assertThat(played.calls()).isEmpty();
    }

    @Test
    void triesAKeyByAWordWhereTheListSaysNothingOfIt() {
        for (Script list :
                List.of(
                        Script.forbidden(),
                        Script.unknownModel(),
                        Script.begin().raw("<h1>It works!</h1>"))) {
            // given
            played.forget();
            played.playForModel("m", Script.answer("Hello"), Script.wrongKey());

            // then
            assertThat(triedWith(list)).isEmpty();
            assertThat(triedWith(list)).contains(new ProviderFailure.KeyRefused(true));
            assertThat(played.calls()).hasSize(2);
        }
    }

    @Test
    void namesAProviderThatIsNotThereWhenAKeyIsTried() {
        assertThat(tried(plain("http://localhost:1/v1"), "sk-new"))
                .contains(new ProviderFailure.Unreachable());
    }

    @Test
    void hearsNothingOfATrialThatWasGivenUp() {
        // given
        played.forget();
        played.playForList(Script.begin().silence());
        List<Optional<ProviderFailure>> heard = new ArrayList<>();
        CompletableFuture<ProviderStream> trial = new CompletableFuture<>();
        var context = ((VertxInternal) vertx).createEventLoopContext();
        context.runOnContext(
                _ -> trial.complete(plain(baseUrl()).check(new ProviderKey("sk-new"), heard::add)));
        await().atMost(SOON).until(() -> !played.listCalls().isEmpty());

        // when
        context.runOnContext(_ -> trial.join().cancel());

        // then
        await().atMost(SOON).until(() -> played.listCalls().getFirst().wasLeft());
        assertThat(heard).isEmpty();
    }

    private Optional<ProviderFailure> triedWith(Script list) {
        played.playForList(list);
        return tried("sk-new");
    }

    private Optional<ProviderFailure> tried(String key) {
        return tried(plain(baseUrl()), key);
    }

    private static Optional<ProviderFailure> tried(Provider provider, String key) {
        CompletableFuture<Optional<ProviderFailure>> heard = new CompletableFuture<>();
        onContext(() -> provider.check(new ProviderKey(key), heard::complete));
        return heard.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Test
    void sendsTheConversation() {
        // given
        String prompt = prompt(Script.answer("x"));
        ProviderCall call =
                new ProviderCall(
                        "m",
                        new GenerationOptions(0.5, 9, null, "Be brief."),
                        List.of(
                                new PromptMessage(Role.USER, Content.ofText("Hi")),
                                new PromptMessage(Role.ASSISTANT, Content.ofText("Hello")),
                                new PromptMessage(Role.USER, Content.ofText("Sorry")),
                                new PromptMessage(Role.ASSISTANT, Content.ofText("")),
                                new PromptMessage(Role.USER, Content.ofText(prompt))),
                        "",
                        null);

        // when
        Heard heard = new Heard();
        Provider provider = guarded(baseUrl());
        onContext(() -> provider.stream(call, heard));
        awaitEnd(heard);

        // then
        assertThat(played.callsWithPrompt(prompt).getFirst().messages())
                .extracting(each -> each.role() + ":" + each.text())
                .containsExactly(
                        "system:Be brief.",
                        "user:Hi",
                        "assistant:Hello",
                        "user:Sorry",
                        "user:" + prompt);
    }

    @Test
    void waitsForAsLongAsTheProviderAsksAndCallsAgain() {
        // given
        String prompt = prompt(Script.rateLimited(Duration.ofSeconds(1)), Script.answer("at last"));
        Heard heard = new Heard();
        Provider retrying =
                new RetryingProvider(
                        guarded(baseUrl()),
                        new Limited(FIRST, IDLE),
                        new LoopTimers(vertx),
                        Clock.systemUTC(),
                        new Random());

        // when
        long begun = System.nanoTime();
        onContext(() -> retrying.stream(callOf(prompt, null), heard));
        awaitEnd(heard);

        // then
        assertThat(heard.text()).isEqualTo("at last");
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isGreaterThan(Duration.ofSeconds(1));
        assertThat(played.callsWithPrompt(prompt)).hasSize(2);
    }

    @Test
    void needsNoThreadPerStream() {
        // given
        String prompt =
                prompt(
                        Script.begin()
                                .say("first ")
                                .pause(Duration.ofSeconds(4))
                                .say("last")
                                .finish());
        Provider provider = guarded(baseUrl(), new Limited(SOON.plus(SOON), SOON));
        awaitEnd(call(prompt(Script.answer("warm")), null));
        int before = Thread.activeCount();

        // when
        List<Heard> streams = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Heard heard = new Heard();
            streams.add(heard);
            onContext(() -> provider.stream(callOf(prompt, null), heard));
        }
        await().atMost(Duration.ofSeconds(40))
                .until(() -> streams.stream().allMatch(each -> each.firstWord.isDone()));
        int during = Thread.activeCount();

        // then
        assertThat(during - before).isLessThan(20);
        await().atMost(Duration.ofSeconds(40))
                .until(() -> streams.stream().allMatch(each -> each.end.isDone()));
        assertThat(streams).allSatisfy(each -> assertThat(each.text()).isEqualTo("first last"));
    }

    @Test
    void tellsOfTheSourcesOfAnAnswer() {
        // when
        Heard heard =
                play(
                        Script.begin()
                                .say("Früh 🍞: use soda.", 4, 0)
                                .cite("https://example.com/a", "Bread", "use soda.")
                                .finish());

        // then
        assertThat(heard.text()).isEqualTo("Früh 🍞: use soda.");
        assertThat(heard.onlyEnd()).isInstanceOf(Completion.class);
        assertThat(heard.citations)
                .isNotEmpty()
                .allSatisfy(each -> {
                    assertThat(each.url()).isEqualTo("https://example.com/a");
                    assertThat(each.title()).isEqualTo("Bread");
                    if (each instanceof Cited.Placed(_, _, Cited.Passage passage)) {
                        Cited.Range range = passage.in(heard.text()).orElseThrow();
                        assertThat(heard.text().substring(range.from(), range.to()))
                                .isIn("use soda.", heard.text());
                    }
                });
    }

    private Heard play(Script script) {
        Heard heard = call(prompt(script), null);
        awaitEnd(heard);
        return heard;
    }

    private static void awaitEnd(Heard heard) {
        await().atMost(SOON).until(heard.end::isDone);
    }

    /** A prompt of its own for each case, so that cases do not meet. */
    private static String prompt(Script... scripts) {
        String prompt = "case " + PROMPTS.incrementAndGet();
        played.playForPrompt(prompt, scripts);
        return prompt;
    }

    private Heard call(String prompt, @Nullable ProviderKey key) {
        return call(callOf(prompt, key));
    }

    private Heard call(String prompt, GenerationOptions options, String kept) {
        return call(callOf(prompt, options, kept, null));
    }

    private Heard call(ProviderCall call) {
        Heard heard = new Heard();
        Provider provider = guarded(baseUrl());
        onContext(() -> provider.stream(call, heard));
        return heard;
    }

    private String baseUrl() {
        return played.baseUrl(
                        switch (wire) {
                            case OPENAI_CHAT -> Wire.CHAT_COMPLETIONS;
                            case OPENAI_RESPONSES -> Wire.RESPONSES;
                            case ANTHROPIC -> Wire.ANTHROPIC;
                            case GEMINI -> Wire.GEMINI;
                            case MISTRAL -> Wire.MISTRAL;
                        })
                .toString();
    }

    private static void onContext(Runnable task) {
        ((VertxInternal) vertx).createEventLoopContext().runOnContext(_ -> task.run());
    }

    private static ProviderCall callOf(String prompt, @Nullable ProviderKey key) {
        return callOf(prompt, GenerationOptions.NONE, "", key);
    }

    private static ProviderCall callOf(
            String prompt, GenerationOptions options, String kept, @Nullable ProviderKey key) {
        return new ProviderCall(
                "m",
                options,
                List.of(new PromptMessage(Role.USER, Content.ofText(prompt))),
                kept,
                key);
    }

    private Provider guarded(String baseUrl) {
        return guarded(baseUrl, new Limited(FIRST, IDLE));
    }

    private Provider guarded(String baseUrl, CallConfig patience) {
        return new GuardedProvider(
                plain(baseUrl), patience, new LoopTimers(vertx), Clock.systemUTC());
    }

    private VendorProvider plain(String baseUrl) {
        Served served =
                new Served(
                        new ProviderEntry(
                                "played",
                                "Played",
                                wire,
                                baseUrl,
                                null,
                                null,
                                null,
                                false,
                                null,
                                true,
                                null,
                                null,
                                true,
                                null,
                                List.of(
                                        model("m", null),
                                        model("plain", List.of("maxTokens", "systemPrompt"))),
                                null),
                        null,
                        "sk-worker");
        return new VendorProvider(served, Dialects.of(served), transport, new LoopTimers(vertx));
    }

    private ModelEntry model(String name, @Nullable List<String> options) {
        return new ModelEntry(
                name,
                null,
                null,
                null,
                List.of(),
                options,
                Reasoning.EFFORT,
                switch (wire) {
                    case OPENAI_CHAT -> Continuation.CONTINUE_FINAL_MESSAGE;
                    case MISTRAL -> Continuation.PREFIX_FLAG;
                    case ANTHROPIC -> Continuation.LAST_MESSAGE;
                    case OPENAI_RESPONSES, GEMINI -> Continuation.INSTRUCTION;
                },
                null);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
