package dev.holdfast.chat.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.chat.stack.ApiTest;
import dev.holdfast.chat.stack.TopicReader;
import dev.holdfast.contracts.log.Cursor;
import dev.holdfast.contracts.wire.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OverviewIT extends ApiTest {
    private final String alice = someone();

    @Test
    void saysOnTheFirstPageWhatRunsAndWhereInTheLogItStands() {
        // given
        UUID quiet = conversationOf(alice);
        UUID busy = conversationOf(alice);
        String generation =
                say(alice, busy, newId(), "Hello")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("generation.id");
        // when
        JsonPath first = list("");
        // then
        assertThat(first.getList("conversations.id")).contains(quiet.toString(), busy.toString());
        assertThat(first.getList("running.conversationId")).containsExactly(busy.toString());
        assertThat(first.getString("running[0].generationId")).isEqualTo(generation);
        assertThat(first.getString("running[0].status")).isEqualTo("queued");
        assertThat(first.getString("cursor")).isNotBlank();
    }

    @Test
    void standsWhereAConversationStandsThatIsReadBesideIt() {
        UUID conversation = conversationOf(alice);

        await().untilAsserted(() ->
                assertThat(
                                as(alice)
                                        .get("/api/conversations/" + conversation)
                                        .jsonPath()
                                        .getString("cursor"))
                        .isEqualTo(list("").getString("cursor")));
    }

    /** Else a stream that goes on from it would say again what it shows. */
    @Test
    void saysUpToWhichEventOfOursItShowsEverything() {
        // given
        UUID conversation = conversationOf(alice);
        say(alice, conversation, newId(), "Hello").then().statusCode(202);
        await().until(() -> eventsOf(alice).size() == 5);
        String last =
                TopicReader.read(config("kafka.bootstrap.servers"), Topic.CONVERSATION_EVENTS)
                        .stream()
                        .filter(record -> alice.equals(record.key()))
                        .toList()
                        .getLast()
                        .value();
        // when
        String ofList = list("").getString("cursor");
        String ofConversation =
                as(alice).get("/api/conversations/" + conversation).jsonPath().getString("cursor");
        // then
        assertThat(sequenceOf(ofList))
                .isPositive()
                .isEqualTo(JsonPath.from(last).getLong("sequence"));
        assertThat(sequenceOf(ofConversation)).isEqualTo(sequenceOf(ofList));
        assertThat(sequenceOf(as(someone()).get("/api/conversations").path("cursor"))).isZero();
    }

    private static long sequenceOf(String cursor) {
        return Cursor.of(cursor).orElseThrow().sequence();
    }

    @Test
    void saysOnLaterPagesOnlyWhatIsOnThem() {
        // given
        conversationOf(alice);
        conversationOf(alice);
        JsonPath first = list("?limit=1");
        // when
        JsonPath second = list("?limit=1&before=" + first.getString("next"));
        // then
        assertThat(second.getList("conversations")).hasSize(1);
        assertThat(second.getMap("")).doesNotContainKeys("running", "cursor", "next");
    }

    @Test
    void doesNotTellWhatRunsForOthers() {
        say(alice, conversationOf(alice), newId(), "Hello").then().statusCode(202);

        JsonPath strangers = as(someone()).get("/api/conversations").jsonPath();

        assertThat(strangers.getList("running")).isEmpty();
    }

    private JsonPath list(String query) {
        return as(alice)
                .get("/api/conversations" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
