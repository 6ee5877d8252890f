package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.GenerationEvent.Completed;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.played.PlayedProvider;
import dev.holdfast.played.Script;
import dev.holdfast.played.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker has left to load when its first user comes. */
class FirstAnswerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Some of the client's and of the vendor's way of ending; without a rehearsal far more. */
    private static final int FEW = 150;

    private static final String MODEL = "first";

    private static final String ANSWER =
            """
            # A title

            With **words**, `code`, a [link](https://example.org) and $a^2 + b^2$.

            - a list
            - of two

            ```java
            int a = 1;
            ```
            """;

    @TempDir private Path data;

    @Test
    void loadsHardlyAClassForItsFirstAnswer() {
        try (PlayedProvider played = PlayedProvider.start();
                Broker broker = Broker.start(data)) {
            // given
            played.playForModel(MODEL, Script.answer(ANSWER, 200));
            Path loads = data.resolve("loads.txt");
            try (WorkerProcess worker =
                    WorkerProcess.start(
                            "first",
                            broker.bootstrapServers(),
                            Map.of(
                                    "OPENAI_BASE_URL",
                                    played.baseUrl().toString(),
                                    "ANTHROPIC_BASE_URL",
                                    played.baseUrl(Wire.ANTHROPIC).toString(),
                                    "JAVA_TOOL_OPTIONS",
                                    "-Xlog:class+load:file=" + loads))) {
                long ready = count(loads);

                for (String provider : List.of("openai", "anthropic")) {
                    // when
                    long before = count(loads);
                    Instant asked = Instant.now();
                    GenerationRequested request = request(provider);
                    broker.ask(request);
                    await().atMost(PATIENCE)
                            .until(() -> last(broker, request) instanceof GenerationEvent.Ended);
                    long loaded = count(loads) - before;

                    // then
                    System.out.printf(
                            "classes until ready %d, for the first answer of %s %d, which took %d"
                                    + " ms until its first word%n",
                            ready, provider, loaded, untilFirstWord(broker, request, asked));
                    assertThat(last(broker, request))
                            .isInstanceOfSatisfying(
                                    Completed.class,
                                    end -> assertThat(end.text()).isEqualTo(ANSWER));
                    assertThat(loaded).isLessThan(FEW);
                }
                assertThat(worker.log()).contains("rehearsed").doesNotContain("rehearsal broken");
                assertThat(worker.log()).doesNotContain("rehearsed in vain");
            }
        }
    }

    private static long untilFirstWord(Broker broker, GenerationRequested request, Instant asked) {
        return broker.eventsOf(request.generationId()).stream()
                .filter(event -> event instanceof GenerationEvent.Progressed)
                .findFirst()
                .map(event -> Duration.between(asked, event.at()).toMillis())
                .orElse(-1L);
    }

    private static GenerationEvent.@Nullable OfRun last(
            Broker broker, GenerationRequested request) {
        List<GenerationEvent.OfRun> events = broker.eventsOf(request.generationId());
        return events.isEmpty() ? null : events.getLast();
    }

    private static long count(Path loads) {
        try (Stream<String> lines = Files.lines(loads)) {
            return lines.filter(line -> line.contains("source:")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GenerationRequested request(String provider) {
        return new GenerationRequested(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "alice",
                1,
                new ModelRef(provider, MODEL),
                GenerationOptions.NONE,
                List.of(new PromptMessage(Role.USER, "Go on")),
                "",
                null,
                null,
                Instant.now());
    }
}
