package dev.holdfast.worker.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.contracts.catalog.ProviderAdvertised.Access;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.log.Usage;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.played.PlayedProvider;
import dev.holdfast.played.Script;
import dev.holdfast.worker.provider.CallConfig;
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
import dev.holdfast.worker.provider.Timers;
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
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every provider must keep, on the wire: each case is played by a process of its own. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OpenAiProviderIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration FIRST = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final AtomicInteger PROMPTS = new AtomicInteger();

    private static PlayedProvider played;
    private static Vertx vertx;

    @BeforeAll
    static void start() {
        played = PlayedProvider.start();
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        played.close();
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
        assertThat(end.usage())
                .isNotNull()
                .extracting(Usage::outputTokens)
                .asInstanceOf(InstanceOfAssertFactories.INTEGER)
                .isPositive();
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
        assertThat(play(Script.wrongKey()).onlyEnd()).isEqualTo(new ProviderFailure.KeyRefused());
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
                .isEqualTo(new ProviderFailure.Broken(503, null));
    }

    @Test
    void namesAnAnswerThatTheFilterStopped() {
        // when
        Heard heard = play(Script.begin().say("so far").finish("content_filter"));

        // then
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.ContentFiltered());
        assertThat(heard.text()).isEqualTo("so far");
    }

    @Test
    void callsACutConnectionCutOff() {
        // when
        Heard heard = play(Script.begin().say("so ").pause(Duration.ofMillis(200)).reset());

        // then
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.CutOff());
        assertThat(heard.text()).isEqualTo("so ");
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
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.Broken(200, null));
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
        Provider provider = guarded(played.baseUrl().toString());
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
        Provider provider = guarded(played.baseUrl().toString());
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
                .isEqualTo(sha256("Bearer sk-user"));
        assertThat(played.callsWithPrompt(workers).getFirst().authorization())
                .isEqualTo(sha256("Bearer sk-worker"));
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
                                new PromptMessage(Role.USER, "Hi"),
                                new PromptMessage(Role.ASSISTANT, "Hello"),
                                new PromptMessage(Role.USER, "Sorry"),
                                new PromptMessage(Role.ASSISTANT, ""),
                                new PromptMessage(Role.USER, prompt)),
                        "",
                        null);

        // when
        Heard heard = new Heard();
        Provider provider = guarded(played.baseUrl().toString());
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
                        guarded(played.baseUrl().toString()),
                        new Limited(FIRST, IDLE),
                        new LoopTimers(),
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
        Provider provider =
                guarded(played.baseUrl().toString(), new Limited(SOON.plus(SOON), SOON));
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

    private static Heard play(Script script) {
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

    private static Heard call(String prompt, @Nullable ProviderKey key) {
        Heard heard = new Heard();
        Provider provider = guarded(played.baseUrl().toString());
        onContext(() -> provider.stream(callOf(prompt, key), heard));
        return heard;
    }

    private static void onContext(Runnable task) {
        ((VertxInternal) vertx).createEventLoopContext().runOnContext(_ -> task.run());
    }

    private static ProviderCall callOf(String prompt, @Nullable ProviderKey key) {
        return new ProviderCall(
                "m",
                GenerationOptions.NONE,
                List.of(new PromptMessage(Role.USER, prompt)),
                "",
                key);
    }

    private static Provider guarded(String baseUrl) {
        return guarded(baseUrl, new Limited(FIRST, IDLE));
    }

    private static Provider guarded(String baseUrl, CallConfig patience) {
        Timers timers = new LoopTimers();
        Clock clock = Clock.systemUTC();
        return new GuardedProvider(
                new OpenAiProvider(new At(baseUrl), vertx, timers, clock), patience, timers, clock);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static final class LoopTimers implements Timers {
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

    private record At(String url) implements OpenAiConfig {
        @Override
        public Optional<String> apiKey() {
            return Optional.of("sk-worker");
        }

        @Override
        public Optional<String> baseUrl() {
            return Optional.of(url);
        }

        @Override
        public String title() {
            return "Played";
        }

        @Override
        public List<String> models() {
            return List.of("m");
        }

        @Override
        public Access access() {
            return Access.SERVER;
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public int connections() {
            return 2048;
        }

        @Override
        public int maxEventBytes() {
            return 4 * 1024 * 1024;
        }
    }

    private record Limited(Duration firstTokenTimeout, Duration idleTimeout)
            implements CallConfig, CallConfig.Retry {
        @Override
        public Duration wholeTimeout() {
            return Duration.ofSeconds(60);
        }

        @Override
        public Retry retry() {
            return this;
        }

        @Override
        public int attempts() {
            return 3;
        }

        @Override
        public Duration budget() {
            return Duration.ofSeconds(20);
        }

        @Override
        public Duration firstDelay() {
            return Duration.ofMillis(100);
        }
    }
}
