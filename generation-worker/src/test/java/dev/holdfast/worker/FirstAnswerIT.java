package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.GenerationEvent;
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
import java.util.LinkedHashMap;
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

    /**
     * Most of them of the queue's consumer; without a rehearsal there are several times as many.
     */
    private static final int FEW = 400;

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
                Map<String, Long> loaded = new LinkedHashMap<>();

                // when
                for (String provider : List.of("openai", "anthropic")) {
                    long before = count(loads);
                    GenerationRequested request = request(provider);
                    broker.ask(request);
                    await().atMost(PATIENCE)
                            .until(() -> last(broker, request) instanceof GenerationEvent.Ended);
                    loaded.put(provider, count(loads) - before);
                    System.out.printf(
                            "classes until ready %d, for the first answer of %s %d; %d ms from"
                                    + " its claim to its first word%n",
                            ready, provider, loaded.get(provider), untilFirstWord(broker, request));
                    assertThat(last(broker, request))
                            .isInstanceOfSatisfying(
                                    GenerationEvent.Ended.class,
                                    end ->
                                            assertThat(end.result().content().text())
                                                    .isEqualTo(ANSWER));
                }

                // then
                assertThat(loaded.values()).allMatch(classes -> classes < FEW);
                assertThat(worker.log()).contains("rehearsed").doesNotContain("rehearsal broken");
                assertThat(worker.log()).doesNotContain("rehearsed in vain");
            }
        }
    }

    private static long untilFirstWord(Broker broker, GenerationRequested request) {
        List<GenerationEvent.OfRun> events = broker.eventsOf(request.generationId());
        return events.stream()
                .filter(event -> event instanceof GenerationEvent.Progressed)
                .findFirst()
                .map(word -> Duration.between(events.getFirst().at(), word.at()).toMillis())
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
                List.of(new PromptMessage(Role.USER, Content.ofText("Go on"))),
                Content.EMPTY,
                null,
                null,
                null,
                Instant.now());
    }
}
