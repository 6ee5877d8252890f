package dev.holdfast.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.GenerationEvent.Started;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.worker.NextAttempt;
import dev.holdfast.worker.endpoint.UserEndpoints;
import dev.holdfast.worker.keys.SealedKeys;
import dev.holdfast.worker.markdown.ImageHosts;
import dev.holdfast.worker.opening.OpenProvider;
import dev.holdfast.worker.provider.Providers;
import dev.holdfast.worker.publish.Envelope;
import dev.holdfast.worker.publish.WorkerId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class RunsTest {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private final FakePublisher log = new FakePublisher(JSON);
    private final FakeProvider provider = new FakeProvider();
    private final WorkerId worker = new WorkerId("w1");
    private final Runs runs =
            new Runs(
                    new PlanRun(
                            new OpenProvider(
                                    new Providers(List.of(provider)),
                                    UserEndpoints.none(),
                                    SealedKeys.none())),
                    new Run.Tools(
                            new Limits(),
                            log,
                            new FakeLookBack(),
                            new Envelope(JSON, worker),
                            worker,
                            Clock.systemUTC(),
                            ImageHosts.NONE),
                    () -> (Executor) Runnable::run,
                    new SimpleMeterRegistry());

    @Test
    void beginsAnAttemptOnceAlsoAfterItsEnd() {
        // given
        GenerationRequested request = request(1);
        assertThat(runs.begin(request, null, false)).isPresent();

        // when
        CompletableFuture<Void> again =
                runs.begin(request, null, true).orElseThrow().toCompletableFuture();

        // then
        assertThat(again).as("the only copy may be this one").isNotDone();

        // when
        log.acknowledgeAll();
        assertThat(again).isCompleted();
        runs.stop(request.generationId());
        log.acknowledgeAll();

        // then
        assertThat(runs.count()).isZero();
        assertThat(runs.begin(request, null, false)).isEmpty();
        assertThat(log.types()).containsExactly("generation.started", "generation.ended stopped");
        assertThat(
                        runs.begin(
                                NextAttempt.of(request, Content.EMPTY, null, Instant.EPOCH),
                                null,
                                false))
                .isPresent();
    }

    @Test
    void beginsAgainWhatItForgot() {
        // given
        GenerationRequested request = request(1);
        runs.begin(request, null, false);

        // when
        runs.forget(request);

        // then
        assertThat(runs.begin(request, null, false)).isPresent();
    }

    @Test
    void hasRoomForAsManyAsItMayRun() throws Exception {
        // given
        GenerationRequested first = request(1);
        runs.begin(first, null, false);
        runs.begin(request(1), null, false);
        log.acknowledgeAll();

        // when
        boolean full = !runs.hasRoom(1, Duration.ZERO);
        runs.stop(first.generationId());
        log.acknowledgeAll();

        // then
        assertThat(full).isTrue();
        assertThat(runs.hasRoom(1, Duration.ZERO)).isTrue();
        assertThat(runs.hasRoom(2, Duration.ZERO)).isFalse();
    }

    @Test
    void stopsARunWhileItClaims() {
        // given
        GenerationRequested request = request(1);
        runs.begin(request, null, false);

        // when
        runs.stop(request.generationId());
        log.acknowledgeAll();

        // then
        assertThat(provider.calls).isEmpty();
        assertThat(log.types()).containsExactly("generation.started", "generation.ended stopped");
    }

    @Test
    void abortsOnlyTheRunThatLost() {
        // given
        GenerationRequested request = request(2);
        runs.begin(request, null, false);
        log.acknowledgeAll();
        String runId = ((Started) log.events().getFirst()).run();

        // when
        runs.superseded(request.generationId(), 1, runId);
        runs.superseded(request.generationId(), 2, "another");
        runs.superseded(UUID.randomUUID(), 2, runId);

        // then
        assertThat(runs.count()).isEqualTo(1);

        // when
        runs.superseded(request.generationId(), 2, runId);

        // then
        assertThat(runs.count()).isZero();
        assertThat(provider.cancelled).isEqualTo(1);
    }

    @Test
    void isIdleWhenItsLastRunHasEnded() {
        // given
        runs.begin(request(1), null, false);
        runs.begin(request(1), null, false);
        log.acknowledgeAll();

        // when
        CompletableFuture<Void> idle = runs.whenIdle();
        assertThat(idle).isNotDone();
        runs.releaseAll();
        log.acknowledgeAll();

        // then
        assertThat(idle).isCompleted();
        assertThat(log.types()).filteredOn("generation.released"::equals).hasSize(2);
    }

    @Test
    void isIdleAtOnceWhereNothingRuns() {
        assertThat(runs.whenIdle()).isCompleted();
    }

    private static GenerationRequested request(int attempt) {
        return new GenerationRequested(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "alice",
                attempt,
                new ModelRef("fake", "m"),
                GenerationOptions.NONE,
                List.of(new PromptMessage(Role.USER, Content.ofText("Hi"))),
                Content.EMPTY,
                null,
                null,
                null,
                Instant.EPOCH);
    }

    private record Limits() implements RunConfig {
        @Override
        public int capacity() {
            return 2;
        }

        @Override
        public int answerLimit() {
            return 100;
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
