package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.StreamClient;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.Status;
import dev.holdfast.stack.local.ServiceProcess;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SceneExtension.class)
class TakeoverResilienceIT {
    private final Scene scene;
    private final ChatApi alice;
    private final UUID conversation;

    TakeoverResilienceIT(Scene scene) {
        this.scene = scene;
        this.alice = scene.api("alice");
        this.conversation = alice.newConversation();
        scene.processes().ensureWorkers(2);
    }

    @Test
    void goesOnAtAnotherWorkerWhenOneIsKilled() throws Exception {
        // given
        String model = scene.provider().plays(Play.markdown(400).tokensPerSecond(40));
        try (StreamClient device = scene.device("alice", conversation)) {
            device.connect();
            ApiAnswer sent = alice.send(conversation, "Go on", "openai", model).expect(202);
            scene.awaitText(device, sent.generationId(), 100);
            String dead = lastClaim(device, sent.generationId()).worker();

            // when
            scene.processes().worker(dead).kill();
            GenerationEvent.Started next = scene.awaitClaim(device, sent.generationId(), 2);
            GenerationEvent.Ended end = scene.awaitEnd(device, sent.generationId());

            // then; how soon is measured by deploy/bench reactions
            assertThat(next.worker()).isNotEqualTo(dead);
            assertThat(next.keeps())
                    .as("what was shown stays")
                    .isGreaterThanOrEqualTo(new Mark(1, 100));
            assertThat(end.status()).isEqualTo(Status.COMPLETED);
            assertThat(end.attempt()).isEqualTo(2);
            assertThat(Scene.textOf(end)).isEqualTo(scene.provider().textOf(model));
            assertThat(device.view().breaches()).isEmpty();
        }
    }

    @Test
    void ignoresTheLateEventsOfAWorkerThatWasOnlyFrozen() throws Exception {
        // given
        String model = scene.provider().plays(Play.markdown(600).tokensPerSecond(40));
        try (StreamClient device = scene.device("alice", conversation);
                StreamClient other = scene.device("alice", conversation)) {
            device.connect();
            ApiAnswer sent = alice.send(conversation, "Go on", "openai", model).expect(202);
            scene.awaitText(device, sent.generationId(), 100);
            ServiceProcess zombie =
                    scene.processes().worker(lastClaim(device, sent.generationId()).worker());

            // when it comes back after another has taken over
            zombie.freeze();
            scene.awaitClaim(device, sent.generationId(), 2);
            zombie.thaw();
            other.connect();
            GenerationEvent.Ended end = scene.awaitEnd(device, sent.generationId());

            // then
            assertThat(end.status()).isEqualTo(Status.COMPLETED);
            assertThat(end.attempt()).isEqualTo(2);
            assertThat(Scene.textOf(end)).isEqualTo(scene.provider().textOf(model));
            assertThat(scene.awaitEnd(other, sent.generationId())).isEqualTo(end);
            assertThat(device.view().breaches()).isEmpty();
            assertThat(other.view().breaches()).isEmpty();
            assertThat(Scene.contentOf(scene.awaitStored(alice, conversation, sent.replyId())))
                    .isEqualTo(end.result().content());
            scene.awaitNobodyCalling(model);
        }
    }

    @Test
    void handsOverAllThatRunsWhenAWorkerIsAskedToGo() throws Exception {
        // given an answer that outlasts the time for draining
        String model = scene.provider().plays(Play.markdown(900).tokensPerSecond(30));
        List<UUID> elsewhere = Stream.generate(alice::newConversation).limit(6).toList();
        List<ApiAnswer> others =
                elsewhere.stream()
                        .map(each -> alice.send(each, "Go on", "openai", model).expect(202))
                        .toList();
        UUID[] all =
                Stream.concat(Stream.of(conversation), elsewhere.stream()).toArray(UUID[]::new);
        try (StreamClient device = scene.device("alice", all)) {
            device.connect();
            ApiAnswer sent = alice.send(conversation, "Go on", "openai", model).expect(202);
            scene.awaitText(device, sent.generationId(), 40);
            ServiceProcess leaving =
                    scene.processes().worker(lastClaim(device, sent.generationId()).worker());

            // when
            CompletableFuture<Boolean> left = Processes.leave(leaving, Duration.ofSeconds(30));
            GenerationEvent.Ended end =
                    scene.awaitEnd(device.view(), sent.generationId(), Duration.ofSeconds(90));

            // then
            assertThat(end.status()).isEqualTo(Status.COMPLETED);
            assertThat(Scene.textOf(end)).isEqualTo(scene.provider().textOf(model));
            assertThat(device.view().breaches()).isEmpty();
            assertThat(left.join()).isTrue();
            for (int i = 0; i < others.size(); i++) {
                JsonNode stored =
                        scene.awaitStored(alice, elsewhere.get(i), others.get(i).replyId());
                assertThat(Scene.contentOf(stored).text())
                        .isEqualTo(scene.provider().textOf(model));
            }
        }
    }

    private static GenerationEvent.Started lastClaim(StreamClient device, UUID generation) {
        List<GenerationEvent.Started> claims = Scene.claims(device.view(), generation);
        return claims.getLast();
    }
}
