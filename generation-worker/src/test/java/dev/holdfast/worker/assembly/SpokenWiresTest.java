package dev.holdfast.worker.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.edge.outbound.Proxies;
import dev.holdfast.edge.outbound.Trust;
import dev.holdfast.worker.keys.SealedKeys;
import dev.holdfast.worker.provider.Completion;
import dev.holdfast.worker.provider.FakeTime;
import dev.holdfast.worker.provider.Heard;
import dev.holdfast.worker.provider.Patience;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.entry.WireName;
import dev.holdfast.worker.provider.wire.TransportConfig;
import dev.holdfast.worker.provider.wire.WayOut;
import dev.holdfast.worker.rehearsal.LoopbackProvider;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpokenWiresTest {
    private static final long PATIENCE_SECONDS = 60;

    private final Vertx vertx = Vertx.vertx();
    private final FakeTime time = new FakeTime();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void speaksEachConfiguredWireWithTheWorkersOwnProvider() throws Exception {
        // given
        SpokenWires wires =
                wires(
                        Map.of(
                                "OPENAI_API_KEY", "a-key",
                                "ANTHROPIC_API_KEY", "a-key",
                                "GEMINI_API_KEY", "a-key",
                                "MISTRAL_API_KEY", "a-key"));
        LoopbackProvider loopback =
                LoopbackProvider.open(vertx)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        // when
        Map<WireName, Provider> spoken = wires.spokenWith(loopback.address());

        // then
        assertThat(spoken).containsOnlyKeys(WireName.values());
        for (Provider provider : spoken.values()) {
            Heard heard = new Heard();
            vertx.runOnContext(_ -> provider.stream(call(), heard));
            heard.end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(heard.onlyEnd()).isInstanceOf(Completion.class);
            assertThat(heard.reasoning()).isEqualTo("Something of everything.");
            assertThat(heard.text())
                    .startsWith("## Of everything")
                    .contains("```java", "$x^2$", "| 1 | 2 |")
                    .endsWith("The end.\n");
        }
    }

    /** A user's own endpoint speaks it, whatever the operator has. */
    @Test
    void speaksChatCompletionsWithoutAnyProvider() {
        assertThat(wires(Map.of()).spokenWith("http://127.0.0.1:1"))
                .containsOnlyKeys(WireName.OPENAI_CHAT);
    }

    private SpokenWires wires(Map<String, String> environment) {
        TransportConfig transport = new Connections();
        ConfiguredProviders configured =
                new ConfiguredProviders(
                        Optional::empty,
                        transport,
                        SealedKeys.none(),
                        new SmallRyeConfigBuilder().withDefaultValues(environment).build(),
                        vertx,
                        time,
                        Clock.systemUTC(),
                        new WayOut(Proxies.none(), Trust.of(Optional.empty(), Clock.systemUTC())));
        return new SpokenWires(
                configured, transport, new Patience(), time, Clock.systemUTC(), vertx);
    }

    private static ProviderCall call() {
        return new ProviderCall(
                "a-model",
                GenerationOptions.NONE,
                List.of(new PromptMessage(Role.USER, Content.ofText("Go on"))),
                "",
                null);
    }

    private record Connections() implements TransportConfig {
        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public int connections() {
            return 16;
        }

        @Override
        public int maxEventBytes() {
            return 256 * 1024;
        }

        @Override
        public Duration listTimeout() {
            return Duration.ofSeconds(5);
        }
    }
}
