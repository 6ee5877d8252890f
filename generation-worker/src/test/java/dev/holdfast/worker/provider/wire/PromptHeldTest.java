package dev.holdfast.worker.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.worker.provider.Heard;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.entry.ProviderEntry;
import dev.holdfast.worker.provider.entry.Served;
import dev.holdfast.worker.provider.openai.ChatCompletionsDialect;
import dev.holdfast.worker.run.Reachable;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A prompt may be megabytes, and a worker has hundreds of calls. */
class PromptHeldTest {
    private final Vertx vertx = Vertx.vertx();
    private final VendorProvider provider =
            new VendorProvider(
                    new Served(
                            ProviderEntry.compatible("home", "Home", "http://localhost:1/v1"),
                            null,
                            null),
                    new ChatCompletionsDialect(),
                    new StreamTransport(vertx, new Roomy(), Clock.systemUTC()),
                    new LoopTimers(vertx));

    @AfterEach
    void close() {
        vertx.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "What was there."})
    void isLetGoAtTheFirstWord(String kept) {
        // given
        ForgivingCall call = (ForgivingCall) provider.stream(call(kept), new Heard());

        // when
        call.answered("Hi");

        // then
        assertThat(Reachable.from(call))
                .noneMatch(PromptMessage.class::isInstance)
                .noneMatch(ProviderCall.class::isInstance);
    }

    @Test
    void isKeptAsLongAsTheCallMayHaveToBeMadeAgain() {
        // when
        ForgivingCall call = (ForgivingCall) provider.stream(call(""), new Heard());
        call.stirred();

        // then
        assertThat(Reachable.from(call)).anyMatch(PromptMessage.class::isInstance);
    }

    private static ProviderCall call(String kept) {
        return new ProviderCall(
                "m",
                GenerationOptions.NONE,
                List.of(new PromptMessage(Role.USER, Content.ofText("A long story."))),
                kept,
                null);
    }
}
