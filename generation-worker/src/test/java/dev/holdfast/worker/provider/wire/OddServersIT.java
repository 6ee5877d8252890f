package dev.holdfast.worker.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.log.Usage;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.played.Act;
import dev.holdfast.played.PlayedProvider;
import dev.holdfast.played.Script;
import dev.holdfast.played.Wire;
import dev.holdfast.worker.assembly.Dialects;
import dev.holdfast.worker.provider.Completion;
import dev.holdfast.worker.provider.GuardedProvider;
import dev.holdfast.worker.provider.Heard;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.entry.ProviderEntry;
import dev.holdfast.worker.provider.entry.Served;
import dev.holdfast.worker.provider.entry.WireName;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What servers send that speak a vendor's format nearly: each case was seen in public reports of
 * people who run such servers.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OddServersIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration FIRST = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final AtomicInteger PROMPTS = new AtomicInteger();

    private static PlayedProvider played;
    private static Vertx vertx;
    private static StreamTransport transport;

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

    @AfterEach
    void forget() {
        played.forget();
    }

    // ── The end ─────────────────────────────────────────────────────────────────────────────────

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"finish_reason\":null"})
    void takesAnAnswerWithDoneForWholeThoughItGaveNoReason(String noReason) {
        // when
        Heard heard =
                play(
                        Script.begin()
                                .raw(chunk("Hello", noReason))
                                .raw(chunk(" you", noReason))
                                .raw("data: [DONE]\n\n"));

        // then
        assertThat(heard.text()).isEqualTo("Hello you");
        assertThat(((Completion) heard.onlyEnd()).finishReason()).isEqualTo(FinishReason.OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: [DONE] \n\n",
                "data:  [DONE]\t\n\n",
                "data : [DONE]\n\n",
                " data: [DONE]\n\n",
                "data:[DONE]\r\n\r\n"
            })
    void readsFieldsWithOddBlanks(String end) {
        // when
        Heard heard = play(Script.begin().raw(chunk("Hello", "")).raw(end));

        // then
        assertThat(heard.text()).isEqualTo("Hello");
        assertThat(heard.onlyEnd()).isInstanceOf(Completion.class);
    }

    @Test
    void callsAnEndWithoutDoneAndWithoutReasonCutOff() {
        // when
        Heard heard = play(Script.begin().raw(chunk("Hello", "")));

        // then
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.CutOff());
    }

    // ── What a body is ──────────────────────────────────────────────────────────────────────────

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"application/json", "text/plain", "application/octet-stream"})
    void readsEventsWhateverTheyAreCalled(@Nullable String contentType) {
        // when
        Heard heard =
                play(
                        Script.whole(
                                200,
                                contentType,
                                "\n: hello\n\n"
                                        + chunk("Hello", "")
                                        + chunk("", ",\"finish_reason\":\"stop\"")
                                        + "data: [DONE]\n\n"));

        // then
        assertThat(heard.text()).isEqualTo("Hello");
        assertThat(((Completion) heard.onlyEnd()).finishReason()).isEqualTo(FinishReason.STOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream", "text/plain"})
    void takesAWholeAnswerWhereAStreamWasAskedFor(String contentType) {
        // when
        Heard heard =
                play(
                        Script.whole(
                                200,
                                contentType,
                                """
                                {"id":"1","object":"chat.completion","choices":[{"index":0,
                                 "message":{"role":"assistant","reasoning_content":"hm","content":"Hello"},
                                 "finish_reason":"length"}],
                                 "usage":{"prompt_tokens":2,"completion_tokens":3}}
                                """));

        // then
        assertThat(heard.text()).isEqualTo("Hello");
        assertThat(heard.reasoning()).isEqualTo("hm");
        Completion end = (Completion) heard.onlyEnd();
        assertThat(end.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(heard.usage).isEqualTo(new Usage(2, 3, null, null));
    }

    @ParameterizedTest
    @EnumSource(WireName.class)
    void takesAWholeAnswerOnEachWire(WireName wire) {
        // when
        Heard heard = play(wire, Script.whole(200, "application/json", wholeAnswer(wire)));

        // then
        assertThat(heard.text()).isEqualTo("Hello you");
        assertThat(heard.reasoning()).isEqualTo("hm");
        assertThat(((Completion) heard.onlyEnd()).finishReason()).isEqualTo(FinishReason.STOP);
    }

    private static String wholeAnswer(WireName wire) {
        return switch (wire) {
            case OPENAI_CHAT ->
                    """
                    {"choices":[{"index":0,"finish_reason":"stop",
                     "message":{"reasoning":"hm","content":"Hello you"}}]}
                    """;
            case MISTRAL ->
                    """
                    {"choices":[{"index":0,"finish_reason":"stop","message":{"content":[
                     {"type":"thinking","thinking":[{"type":"text","text":"hm"}]},
                     {"type":"text","text":"Hello you"}]}}]}
                    """;
            case OPENAI_RESPONSES ->
                    """
                    {"object":"response","status":"completed","error":null,"output":[
                     {"type":"reasoning","summary":[{"type":"summary_text","text":"hm"}]},
                     {"type":"message","content":[{"type":"output_text","text":"Hello you"}]}],
                     "usage":{"input_tokens":2,"output_tokens":3}}
                    """;
            case ANTHROPIC ->
                    """
                    {"type":"message","role":"assistant","stop_reason":"end_turn","content":[
                     {"type":"thinking","thinking":"hm","signature":"x"},
                     {"type":"text","text":"Hello you"}],
                     "usage":{"input_tokens":2,"output_tokens":3}}
                    """;
            case GEMINI ->
                    """
                    [{"candidates":[{"content":{"parts":[{"text":"hm","thought":true},{"text":"Hello"}]}}]},
                     {"candidates":[{"content":{"parts":[{"text":" you"}]},"finishReason":"STOP"}]}]
                    """;
        };
    }

    @Test
    void readsACompressedBodyThatNobodyAskedFor() {
        // given
        String events = chunk("Hello", ",\"finish_reason\":\"stop\"") + "data: [DONE]\n\n";

        // when
        Heard heard =
                play(Script.begin().then(new Act.Whole(200, "text/event-stream", true, events)));

        // then
        assertThat(heard.text()).isEqualTo("Hello");
        assertThat(heard.onlyEnd()).isInstanceOf(Completion.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>It works!</html>", "OK", "{\"status\":\"ok\"}", ""})
    void doesNotUnderstandWhatIsNoAnswer(String body) {
        assertThat(play(Script.whole(200, "text/html", body)).onlyEnd())
                .isInstanceOfAny(
                        ProviderFailure.Unintelligible.class, ProviderFailure.CutOff.class);
    }

    @Test
    void ignoresAChoiceThatIsNotTheFirst() {
        // when
        Heard heard =
                play(
                        Script.begin()
                                .raw(
                                        "data:"
                                            + " {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"B\"}}]}\n\n")
                                .raw(
                                        "data:"
                                            + " {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"B\"}},{\"index\":0,\"delta\":{\"content\":\"A\"}}]}\n\n")
                                .raw(
                                        "data: {\"choices\":[{\"index\":1,\"delta\":{},"
                                                + "\"finish_reason\":\"length\"}]}\n\n")
                                .raw(chunk("a", ",\"finish_reason\":\"stop\""))
                                .raw("data: [DONE]\n\n"));

        // then
        assertThat(heard.text()).isEqualTo("Aa");
        assertThat(((Completion) heard.onlyEnd()).finishReason()).isEqualTo(FinishReason.STOP);
    }

    // ── Errors ──────────────────────────────────────────────────────────────────────────────────

    private static final String TOO_LONG =
            "the request exceeds the available context size, try increasing it";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error: {\"code\":400,\"message\":\"%s\",\"type\":\"invalid_request_error\"}",
                "error: {\"code\":500,\"message\":\"%s\",\"type\":\"server_error\"}",
                "data: {\"error\":{\"code\":500,\"message\":\"%s\"}}",
                "data: {\"error\":\"%s\"}",
                "data: {\"code\":\"InvalidParameter\",\"message\":\"%s\",\"request_id\":\"1\"}",
                "data: {\"object\":\"error\",\"message\":\"%s\",\"code\":40303}",
                "data: {\"detail\":\"%s\"}",
                "event: error~data: {\"detail\":\"%s\"}",
                "event: error~data: {\"message\":\"%s\"}",
                "event: error~data: %s",
            })
    void namesAConversationThatIsTooLongInEachShapeOfAnError(String event) {
        // when
        Heard heard =
                play(
                        Script.begin()
                                .raw(event.formatted(TOO_LONG).replace('~', '\n') + "\n\n")
                                .raw("data: [DONE]\n\n"));

        // then
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.ContextTooLong());
    }

    @ParameterizedTest
    @CsvSource({
        "500, '{\"error\":{\"code\":500,\"message\":\"%s\"}}'",
        "400, '{\"detail\":\"%s\"}'",
        "400, '{\"detail\":[{\"msg\":\"%s\"}]}'",
        "400, '{\"code\":\"InvalidParameter\",\"message\":\"%s\",\"request_id\":\"1\"}'",
        "400, '%s'",
        "422, '{\"errors\":[{\"message\":\"%s\"}]}'",
        "200, '{\"error\":{\"message\":\"%s\"}}'",
        "200, '{\"code\":\"InvalidParameter\",\"message\":\"%s\"}'",
    })
    void namesAConversationThatIsTooLongInEachBody(int status, String body) {
        assertThat(
                        play(Script.whole(status, "application/json", body.formatted(TOO_LONG)))
                                .onlyEnd())
                .isEqualTo(new ProviderFailure.ContextTooLong());
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"error\":{\"message\":\"Tools are not supported here\"}}'",
        "400, '{\"detail\":\"Tools are not supported here\"}'",
        "500, '{\"error\":{\"message\":\"Tools are not supported here\"}}'",
        "502, 'Tools are not supported here'",
        "200, '{\"error\":\"Tools are not supported here\"}'",
    })
    void keepsTheVendorsOwnShortMessage(int status, String body) {
        // when
        Heard heard = play(Script.whole(status, "application/json", body));

        // then
        assertThat(detail(heard)).contains("Tools are not supported here");
    }

    @Test
    void keepsTheVendorsMessageInsideAStream() {
        // when
        Heard heard =
                play(
                        Script.begin()
                                .raw(chunk("So", ""))
                                .raw(
                                        "data: {\"error\":{\"message\":\"The graph has\\n"
                                                + " a cycle.\"}}\n\n"));

        // then
        assertThat(detail(heard)).contains("The graph has a cycle.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key sk-worker is on fire",
                "<html><body><h1>502</h1></body></html>",
            })
    void passesOnNeitherAKeyNorAPage(String body) {
        // when
        Heard heard = play(Script.whole(502, "text/html", body));

        // then
        assertThat(detail(heard)).doesNotContain("sk-worker").doesNotContain("<");
    }

    @Test
    void cutsALongMessage() {
        // when
        Heard heard =
                play(
                        Script.whole(
                                500,
                                "application/json",
                                "{\"error\":{\"message\":\"" + "long ".repeat(500) + "\"}}"));

        // then
        assertThat(detail(heard)).hasSizeLessThan(400).contains("long long", "…");
    }

    private static String detail(Heard heard) {
        return ((ProviderFailure) heard.onlyEnd()).problem("Played").detail();
    }

    // ── Comments ────────────────────────────────────────────────────────────────────────────────

    /** With a first word that is waited for 3 s, and signs of life for 4.5 s. */
    @Test
    void takesACommentForASignOfLife() {
        // given
        Script script = Script.begin().open();
        for (int i = 0; i < 9; i++) {
            script = script.pause(Duration.ofMillis(500)).raw(": keep-alive\n\n");
        }

        // when
        Heard heard = play(script.say("at last").finish());

        // then
        assertThat(heard.text()).isEqualTo("at last");
        assertThat(heard.onlyEnd()).isInstanceOf(Completion.class);
    }

    // ── Strict servers ──────────────────────────────────────────────────────────────────────────

    @Test
    void callsOnceMoreWithoutAFieldThatIsRefusedAndRemembersIt() {
        // given
        String prompt =
                prompt(
                        Script.refuse(
                                400,
                                "invalid_request_error",
                                null,
                                "Unrecognized request argument supplied: stream_options"),
                        Script.answer("Hello"),
                        Script.answer("again"));
        Provider provider = guarded(WireName.OPENAI_CHAT);

        // when
        Heard first = call(provider, prompt);
        Heard second = call(provider, prompt);

        // then
        assertThat(first.text()).isEqualTo("Hello");
        assertThat(second.text()).isEqualTo("again");
        assertThat(played.callsWithPrompt(prompt))
                .extracting(each -> each.settings().has("stream_options"))
                .containsExactly(true, false, false);
    }

    @Test
    void letsCallsLearnThatAreRefusedAtTheSameTime() {
        // given
        Script refusal =
                Script.refuse(
                        400,
                        "invalid_request_error",
                        null,
                        "Unrecognized request argument supplied: stream_options");
        String prompt = prompt(refusal, refusal, Script.answer("Hello"), Script.answer("Hello"));
        StreamTransport fresh = new StreamTransport(vertx, new Roomy(), Clock.systemUTC());
        Provider provider = guarded(WireName.OPENAI_CHAT, fresh);
        Heard one = new Heard();
        Heard other = new Heard();

        // when
        onContext(() -> {
            provider.stream(callOf(prompt, GenerationOptions.NONE), one);
            provider.stream(callOf(prompt, GenerationOptions.NONE), other);
        });
        awaitEnd(one);
        awaitEnd(other);

        // then
        assertThat(one.text()).isEqualTo("Hello");
        assertThat(other.text()).isEqualTo("Hello");
    }

    @Test
    void doesNotCallAgainForAFieldThatTheUserHasSet() {
        // given
        String prompt =
                prompt(
                        Script.refuse(
                                400, "invalid_request_error", null, "temperature is not supported"),
                        Script.answer("Hello"));
        Heard heard = new Heard();
        Provider provider = guarded(WireName.OPENAI_CHAT);

        // when
        onContext(() ->
                provider.stream(
                        callOf(prompt, new GenerationOptions(0.5, null, null, null)), heard));
        awaitEnd(heard);

        // then
        assertThat(heard.onlyEnd()).isInstanceOf(ProviderFailure.RequestRefused.class);
        assertThat(played.callsWithPrompt(prompt)).hasSize(1);
    }

    /** Two questions of which the first got no answer, in words that servers refuse them with. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | Conversation roles must alternate user/assistant/user/assistant/...",
                "400 | After the (optional) system message(s), user and assistant roles should be"
                        + " alternating.",
                "400 | messages: roles must alternate between \"user\" and \"assistant\", but found"
                        + " multiple \"user\" roles in a row",
                "400 | Please ensure that multiturn requests alternate between user and model.",
                "400 | m does not support successive user or assistant messages (messages[0] and"
                        + " messages[1] in your input).",
                // llama.cpp calls it an error of its own, and quotes the template first.
                "500 | ------------ While executing CallExpression at line 189, column 32 in"
                    + " source: ...== 0) %}↵            {{- raise_exception('After the optional"
                    + " system message, con...                                            ^ Error:"
                    + " Jinja Exception: After the optional system message, conversation roles must"
                    + " alternate user and assistant roles except for tool calls and results.",
            })
    void joinsTurnsForAServerThatDemandsThatRolesAlternate(int status, String refusal) {
        // given
        StreamTransport fresh = new StreamTransport(vertx, new Roomy(), Clock.systemUTC());
        String prompt =
                prompt(
                        Script.refuse(status, "invalid_request_error", null, refusal),
                        Script.answer("Both"),
                        Script.answer("again"));
        Provider provider = guarded(WireName.OPENAI_CHAT, fresh);
        ProviderCall call =
                new ProviderCall(
                        "m",
                        GenerationOptions.NONE,
                        List.of(
                                new PromptMessage(Role.USER, Content.ofText("One")),
                                new PromptMessage(Role.ASSISTANT, Content.ofText(" ")),
                                new PromptMessage(Role.USER, Content.ofText("Two")),
                                new PromptMessage(Role.ASSISTANT, Content.ofText("Yes")),
                                new PromptMessage(Role.USER, Content.ofText(prompt))),
                        "",
                        null);

        // when
        Heard first = call(provider, call);
        Heard second = call(provider, call);

        // then
        assertThat(first.text()).isEqualTo("Both");
        assertThat(second.text()).isEqualTo("again");
        assertThat(played.callsWithPrompt(prompt))
                .extracting(each -> each.messages().getFirst().text())
                .containsExactly("One", "One\n\nTwo", "One\n\nTwo");
    }

    @Test
    void doesNotCallAgainWhereTheRolesAlternateAlready() {
        // given
        String prompt =
                prompt(
                        Script.refuse(
                                400,
                                "invalid_request_error",
                                null,
                                "Conversation roles must alternate user/assistant/..."),
                        Script.answer("Hello"));

        // when
        Heard heard = call(guarded(WireName.OPENAI_CHAT), prompt);

        // then
        assertThat(detail(heard)).contains("must alternate");
        assertThat(played.callsWithPrompt(prompt)).hasSize(1);
    }

    // ── Nothing to show ─────────────────────────────────────────────────────────────────────────

    @ParameterizedTest
    @EnumSource(WireName.class)
    void saysThatAnAnswerIsEmpty(WireName wire) {
        assertThat(play(wire, Script.begin().say("").finish()).onlyEnd())
                .isInstanceOf(ProviderFailure.EmptyAnswer.class);
        assertThat(play(wire, Script.begin().reason("hm").finish()).onlyEnd())
                .isInstanceOf(ProviderFailure.EmptyAnswer.class);
        assertThat(play(wire, Script.begin().say(" \n").finish("length")).onlyEnd())
                .isInstanceOf(ProviderFailure.EmptyAnswer.class);
    }

    @Test
    void saysThatAnAnswerOfAnUnknownToolCallIsEmpty() {
        // when
        Heard heard =
                play(
                        Script.begin()
                                .raw(
                                        "data:"
                                            + " {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"x\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}]}\n\n")
                                .raw("data: [DONE]\n\n"));

        // then
        assertThat(heard.onlyEnd()).isInstanceOf(ProviderFailure.EmptyAnswer.class);
    }

    // ── Thinking within the content ─────────────────────────────────────────────────────────────

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 1000})
    void takesWhatStandsInThinkTagsForReasoning(int chunkSize) {
        // when
        Heard heard =
                play(
                        Script.begin()
                                .say("\n<think>\nhm <b\n</think>\n\nHello", chunkSize, 0)
                                .finish());

        // then
        assertThat(heard.reasoning().strip()).isEqualTo("hm <b");
        assertThat(heard.text()).isEqualTo("Hello");
    }

    @Test
    void takesAnUnclosedThoughtForReasoningToTheEnd() {
        // when
        Heard heard = play(Script.begin().say("<think>hm, well", 4, 0).finish("length"));

        // then
        assertThat(heard.reasoning()).isEqualTo("hm, well");
        assertThat(heard.onlyEnd()).isInstanceOf(ProviderFailure.EmptyAnswer.class);
    }

    private static String chunk(String content, String more) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                + content
                + "\"}"
                + more
                + "}]}\n\n";
    }

    private static Heard play(Script script) {
        return play(WireName.OPENAI_CHAT, script);
    }

    private static Heard play(WireName wire, Script script) {
        return call(guarded(wire), prompt(script));
    }

    private static Heard call(Provider provider, String prompt) {
        return call(provider, callOf(prompt, GenerationOptions.NONE));
    }

    private static Heard call(Provider provider, ProviderCall call) {
        Heard heard = new Heard();
        onContext(() -> provider.stream(call, heard));
        awaitEnd(heard);
        return heard;
    }

    private static ProviderCall callOf(String prompt, GenerationOptions options) {
        return new ProviderCall(
                "m",
                options,
                List.of(new PromptMessage(Role.USER, Content.ofText(prompt))),
                "",
                null);
    }

    private static void awaitEnd(Heard heard) {
        await().atMost(SOON).until(heard.end::isDone);
    }

    /** A prompt of its own for each case, so that cases do not meet. */
    private static String prompt(Script... scripts) {
        String prompt = "odd case " + PROMPTS.incrementAndGet();
        played.playForPrompt(prompt, scripts);
        return prompt;
    }

    private static void onContext(Runnable task) {
        ((VertxInternal) vertx).createEventLoopContext().runOnContext(_ -> task.run());
    }

    private static Provider guarded(WireName wire) {
        return guarded(wire, transport);
    }

    private static Provider guarded(WireName wire, StreamTransport through) {
        Served served =
                new Served(
                        new ProviderEntry(
                                "played",
                                "Played",
                                wire,
                                baseUrl(wire),
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
                                List.of(),
                                null),
                        null,
                        "sk-worker");
        return new GuardedProvider(
                new VendorProvider(served, Dialects.of(served), through, new LoopTimers(vertx)),
                new Limited(FIRST, IDLE),
                new LoopTimers(vertx),
                Clock.systemUTC());
    }

    private static String baseUrl(WireName wire) {
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
}
