package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.Ids;
import dev.holdfast.client.StreamClient;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.Status;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SceneExtension.class)
class IsolationIT {
    private final Scene scene;

    IsolationIT(Scene scene) {
        this.scene = scene;
    }

    @Test
    void answersForSomeoneElsesIdsAsForUnknownOnes() throws Exception {
        // given
        String model = scene.provider().plays(Play.words(60).tokensPerSecond(60));
        ChatApi alice = scene.api("alice");
        ChatApi bob = scene.api("bob");
        UUID conversation = alice.newConversation();
        UUID message = Ids.next();
        ApiAnswer sent =
                alice.send(conversation, message, null, "Mine", "openai", model).expect(202);
        UUID unknown = Ids.next();

        // then on every route
        assertSame(bob.conversation(conversation), bob.conversation(unknown));
        assertSame(
                bob.call("DELETE", "/api/conversations/" + conversation, null),
                bob.call("DELETE", "/api/conversations/" + unknown, null));
        assertSame(bob.stop(sent.generationId()), bob.stop(unknown));
        assertSame(
                bob.send(conversation, "Hi", "openai", model),
                bob.send(unknown, "Hi", "openai", model));
        UUID own = bob.newConversation();
        assertSame(
                bob.send(own, Ids.next(), message, "Hi", "openai", model),
                bob.send(own, Ids.next(), unknown, "Hi", "openai", model));
        assertThat(bob.call("GET", "/api/conversations", null).expect(200).body().toString())
                .doesNotContain(conversation.toString());

        // and what was not theirs goes on
        assertThat(scene.awaitStored(alice, conversation, sent.replyId()).get("status").asText())
                .isEqualTo("completed");
    }

    @Test
    void makesAConversationOfItsOwnUnderSomeoneElsesId() {
        // given
        ChatApi alice = scene.api("alice");
        ChatApi bob = scene.api("bob");
        UUID conversation = alice.newConversation();

        // when
        bob.call("PUT", "/api/conversations/" + conversation, "{\"title\":\"Bob's\"}").expect(201);

        // then
        assertThat(
                        alice.conversation(conversation)
                                .expect(200)
                                .body()
                                .at("/conversation/title")
                                .isMissingNode())
                .isTrue();
    }

    @Test
    void showsNothingToAStrangerWhoWatches() throws Exception {
        // given
        String model = scene.provider().plays(Play.words(40).tokensPerSecond(80));
        ChatApi alice = scene.api("alice");
        UUID conversation = alice.newConversation();
        try (StreamClient owner = scene.device("alice", conversation);
                StreamClient stranger = scene.device("bob", conversation)) {
            owner.connect();
            stranger.connect();

            // when
            UUID generation =
                    alice.send(conversation, "Mine", "openai", model).expect(202).generationId();
            GenerationEvent.Ended end = scene.awaitEnd(owner, generation);
            ChatApi bob = scene.api("bob");
            UUID own = bob.newConversation();
            scene.awaitSeen(stranger, own);

            // then the stranger has seen what came later, and nothing of this
            assertThat(end.status()).isEqualTo(Status.COMPLETED);
            assertThat(stranger.view().frames().toString()).doesNotContain(conversation.toString());
        }
    }

    /** But for the ids themselves, which the caller has sent. */
    private static void assertSame(ApiAnswer foreign, ApiAnswer unknown) {
        assertThat(foreign.status()).isEqualTo(unknown.status()).isEqualTo(404);
        assertThat(foreign.slug()).isEqualTo(unknown.slug());
        assertThat(withoutIds(foreign)).isEqualTo(withoutIds(unknown));
    }

    private static String withoutIds(ApiAnswer answer) {
        ObjectNode body = answer.body().deepCopy();
        body.remove("instance");
        return body.toString().replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID");
    }
}
