package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.Ids;
import dev.holdfast.client.Json;
import dev.holdfast.client.StreamClient;
import dev.holdfast.contracts.log.Cursor;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.Position;
import dev.holdfast.contracts.log.Status;
import dev.holdfast.contracts.problem.Problem;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SceneExtension.class)
class BadInputIT {
    private final Scene scene;
    private final ChatApi alice;
    private final UUID conversation;

    BadInputIT(Scene scene) {
        this.scene = scene;
        this.alice = scene.api("alice");
        this.conversation = alice.newConversation();
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        assertProblem(putMessage(Ids.next().toString(), "{"), 400, "malformed-request");
        assertProblem(
                putMessage(Ids.next().toString(), "{\"text\":\"Hi\",\"colour\":\"red\"}"),
                400,
                "unknown-field");
        assertProblem(putMessage("42", "{\"text\":\"Hi\"}"), 400, "invalid-id");
        assertProblem(
                putMessage(UUID.randomUUID().toString(), "{\"text\":\"Hi\"}"), 400, "invalid-id");
        assertProblem(
                putMessage(Ids.next().toString(), "{\"text\":\"" + "x".repeat(200_000) + "\"}"),
                413,
                "message-too-long");
        assertProblem(
                putMessage(Ids.next().toString(), "{\"text\":\"" + "x".repeat(10_000_000) + "\"}"),
                413,
                "body-too-large");
        assertProblem(alice.call("GET", "/api/nothing", null), 404, "not-found");
        assertThat(alice.conversation(conversation).expect(200).body().get("messages")).isEmpty();
    }

    @Test
    void refusesAnExpiredAForgedAndAMissingToken() throws Exception {
        // given
        String expired = scene.tokenOf("alice", Duration.ofMinutes(-2));
        String valid = scene.tokenOf("alice", Duration.ofMinutes(5));
        int signature = valid.lastIndexOf('.') + 1;
        String forged = valid.substring(0, signature) + "A".repeat(valid.length() - signature);

        for (String token : new String[] {expired, forged, "nonsense", ""}) {
            // when
            ApiAnswer answer =
                    scene.apiWithToken(token)
                            .call("GET", "/api/conversations/" + conversation, null);

            // then
            assertProblem(answer, 401, "unauthenticated");
            assertThat(scene.handshakeStatus(token)).isEqualTo(401);
        }
    }

    @Test
    void resetsADeviceWhoseCursorIsOfAnotherLog() throws Exception {
        // given
        Cursor elsewhere = new Cursor(new Position(UUID.randomUUID(), 0, 12), 0);
        try (StreamClient device = scene.device("alice", conversation)) {
            // when
            device.view()
                    .load(
                            Json.read(
                                    "{\"generations\":[],\"cursor\":\""
                                            + elsewhere.text()
                                            + "\"}"));
            device.connect();

            // then it is told, and goes on from the cursor that it is given
            scene.awaitReset(device);
            assertThat(device.view().resets()).containsExactly("cursor-of-another-log");
            String model = scene.provider().plays(Play.of("Fine."));
            UUID generation =
                    alice.send(conversation, "Hi", "openai", model).expect(202).generationId();
            assertThat(Scene.textOf(scene.awaitEnd(device, generation))).isEqualTo("Fine.");
        }
    }

    @Test
    void buriesAnUnreadableRequestAndGoesOn() throws Exception {
        // given
        scene.kafka().send("generation-requests", "no-id", "{not json");
        scene.kafka().send("generation-requests", "no-id", "{\"generationId\":\"x\"}");
        scene.kafka().send("conversation-events", "alice", "{not json");
        scene.kafka().send("conversation-events", "alice", "[]");
        scene.kafka().send("generation-control", "no-id", "\u0000\u0001");
        scene.kafka().send("model-catalog", "no-id", "{not json");

        // when
        String model = scene.provider().plays(Play.of("Still here."));
        try (StreamClient device = scene.device("alice", conversation)) {
            device.connect();
            UUID generation =
                    alice.send(conversation, "Hi", "openai", model).expect(202).generationId();

            // then
            assertThat(scene.awaitEnd(device, generation).status()).isEqualTo(Status.COMPLETED);
            assertThat(scene.kafka().readAll("generation-requests-dead", 2)).hasSize(2);
        }
    }

    @Test
    void tellsWhatWentWrongAtTheProviderAndKeepsTheText() throws Exception {
        // given
        String model = scene.provider().plays(Play.words(40).cutOffAfter(20));
        try (StreamClient device = scene.device("alice", conversation)) {
            device.connect();

            // when
            UUID generation =
                    alice.send(conversation, "Hi", "openai", model).expect(202).generationId();
            GenerationEvent.Ended end = scene.awaitEnd(device, generation);

            // then
            assertThat(end.status()).isEqualTo(Status.FAILED);
            assertThat(Scene.textOf(end)).isNotBlank();
            assertThat(end.problem()).extracting(Problem::slug).isEqualTo("provider-cut-off");
        }
    }

    private ApiAnswer putMessage(String id, String body) {
        return alice.call("PUT", "/api/conversations/" + conversation + "/messages/" + id, body);
    }

    private static void assertProblem(ApiAnswer answer, int status, String slug) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.slug()).isEqualTo(slug);
        assertThat(answer.headers().firstValue("content-type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(answer.body().path("detail").asText()).isNotBlank();
        assertThat(answer.body().path("type").asText()).isEqualTo("urn:holdfast:problem:" + slug);
    }
}
