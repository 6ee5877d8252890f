package dev.holdfast.chat.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.chat.stack.ApiTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConversationIT extends ApiTest {
    private final String alice = someone();

    @Test
    void makesOnceAndAnswersARepeatWithTheSame() {
        // given
        UUID id = newId();
        String body =
                """
                {"title": "Sorting", "pinned": true, "model": {"provider": "demo", "name": "holdfast-demo"}}\
                """;
        String first =
                as(alice)
                        .body(body)
                        .put("/api/conversations/" + id)
                        .then()
                        .statusCode(201)
                        .extract()
                        .asString();
        // when
        String second =
                as(alice)
                        .body(body)
                        .put("/api/conversations/" + id)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();
        // then
        assertThat(second).isEqualTo(first);
        assertThat(JsonPath.from(first).getString("title")).isEqualTo("Sorting");
        assertThat(JsonPath.from(first).getBoolean("pinned")).isTrue();
        assertThat(JsonPath.from(first).getString("model.name")).isEqualTo("holdfast-demo");
        awaitEvents("conversation.created");
    }

    @Test
    void changesWhatIsSentAndKeepsTheRest() {
        // given
        UUID id = newId();
        as(alice)
                .body("{\"title\": \"Sorting\", \"pinned\": true}")
                .put("/api/conversations/" + id);
        // when
        as(alice)
                .body("{\"pinned\": false}")
                .put("/api/conversations/" + id)
                // then
                .then()
                .statusCode(200)
                .body("title", equalTo("Sorting"))
                .body("pinned", equalTo(false));
        // when
        as(alice)
                .body("{\"title\": null}")
                .put("/api/conversations/" + id)
                // then
                .then()
                .statusCode(200)
                .body("title", nullValue());
        awaitEvents("conversation.created", "conversation.updated", "conversation.updated");
    }

    @Test
    void pagesNewestFirstWithoutGapOrRepeat() {
        // given
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.addFirst(conversationOf(alice).toString());
        }
        as(alice).body("{\"title\": \"again\"}").put("/api/conversations/" + made.get(6));
        made.addFirst(made.removeLast());
        // when
        List<String> read = new ArrayList<>();
        String before = null;
        do {
            JsonPath page = page(alice, before, 3);
            read.addAll(page.getList("conversations.id", String.class));
            before = page.getString("next");
        } while (before != null);
        // then
        assertThat(read).isEqualTo(made);
    }

    @Test
    void deletesWithItsMessagesAndStopsWhatIsOpen() {
        // given
        UUID id = conversationOf(alice);
        say(alice, id, newId(), "hello").then().statusCode(202);
        // when
        as(alice).delete("/api/conversations/" + id).then().statusCode(204);
        // then
        as(alice)
                .get("/api/conversations/" + id)
                .then()
                .statusCode(404)
                .body("slug", equalTo("conversation-not-found"));
        assertThat(query("select id from message where owner = ?", alice)).isEmpty();
        assertThat(
                        query(
                                "select id from generation where owner = ? and stop_requested_at"
                                        + " is not null",
                                alice))
                .hasSize(1);
        assertThat(page(alice, null, 10).getList("conversations")).isEmpty();
    }

    @Test
    void knowsNothingOfAStrangersConversation() {
        // given
        UUID id = conversationOf(alice);
        String mallory = someone();
        // then
        as(mallory).get("/api/conversations/" + id).then().statusCode(404);
        as(mallory).delete("/api/conversations/" + id).then().statusCode(404);
        say(mallory, id, newId(), "hello").then().statusCode(404);
        assertThat(page(mallory, null, 10).getList("conversations")).isEmpty();
        // when
        as(mallory)
                .body("{\"title\": \"mine\"}")
                .put("/api/conversations/" + id)
                // then
                .then()
                .statusCode(201);
        as(alice).get("/api/conversations/" + id).then().body("conversation.title", nullValue());
    }

    @Test
    void refusesWhatCannotBeAPage() {
        as(alice)
                .get("/api/conversations?limit=0")
                .then()
                .statusCode(422)
                .body("field", equalTo("limit"));
        as(alice)
                .get("/api/conversations?limit=many")
                .then()
                .statusCode(422)
                .body("field", equalTo("limit"));
        as(alice)
                .get("/api/conversations?before=nonsense")
                .then()
                .statusCode(422)
                .body("field", equalTo("before"));
    }

    private void awaitEvents(String... types) {
        await().untilAsserted(() -> assertThat(eventsOf(alice)).containsExactly(types));
    }

    private JsonPath page(String user, @Nullable String before, int limit) {
        return as(user).queryParam("limit", limit)
                .queryParams(before == null ? Map.of() : Map.of("before", before))
                .get("/api/conversations")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
