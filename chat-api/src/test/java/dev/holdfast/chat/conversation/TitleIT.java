package dev.holdfast.chat.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.chat.stack.ApiTest;
import dev.holdfast.chat.stack.Played;
import dev.holdfast.chat.stack.PlayedWorker;
import dev.holdfast.chat.stack.TopicReader;
import dev.holdfast.contracts.log.ConversationEvent;
import dev.holdfast.contracts.log.ConversationTitled;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.log.TitledBy;
import dev.holdfast.contracts.request.TitleRequested;
import dev.holdfast.contracts.wire.Topic;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@Timeout(60)
class TitleIT extends ApiTest {
    private final String alice = someone();

    @Inject ObjectMapper json;

    @SuppressWarnings("NullAway.Init") // before each test
    private PlayedWorker worker;

    @BeforeEach
    void hire() {
        worker = new PlayedWorker(config("kafka.bootstrap.servers"), json);
    }

    @AfterEach
    void dismiss() {
        worker.close();
    }

    @Test
    void asksForATitleOnceWhenTheFirstAnswerHasCompleted() {
        // given
        UUID conversation = conversationOf(alice);
        // when
        answered(conversation, "How do tides work?", "The moon pulls.");
        // then
        TitleRequested asked =
                await().until(() -> asked(conversation), found -> found.size() == 1).getFirst();
        assertThat(asked.owner()).isEqualTo(alice);
        assertThat(asked.question()).isEqualTo("How do tides work?");
        assertThat(asked.answer()).isEqualTo("The moon pulls.");
        assertThat(asked.model().provider()).isEqualTo("demo");
        assertThat(asked.logPosition())
                .isNotNull()
                .satisfies(position -> assertThat(position.offset()).isPositive());
        // when
        worker.say(alice, titled(conversation, "The tides", TitledBy.MODEL));
        await().until(() -> titleOf(conversation).equals("The tides"));
        answered(conversation, "And the sun?", "It pulls, too.");
        // then
        assertThat(asked(conversation)).hasSize(1);
    }

    @Test
    void putsAModelsTitleInPlaceOfTheFirstWordsAndTellsEveryDevice() {
        // given
        UUID conversation = conversationOf(alice);
        put(conversation, "{\"title\": \"How do\", \"titledBy\": \"first-words\"}");
        answered(conversation, "How do tides work?", "The moon pulls.");
        String before = updatedAtOf(conversation);
        // when
        worker.say(alice, titled(conversation, "The tides", TitledBy.MODEL));
        // then
        await().until(() -> titleOf(conversation).equals("The tides"));
        assertThat(updatedAtOf(conversation)).isEqualTo(before);
        ConversationEvent.Updated told =
                await().until(
                                () ->
                                        updates(conversation).stream()
                                                .filter(update ->
                                                        update.conversation().titledBy()
                                                                == TitledBy.MODEL)
                                                .toList(),
                                found -> found.size() == 1)
                        .getFirst();
        assertThat(told.conversation().title()).isEqualTo("The tides");
        // when it comes a second time, or with other words
        worker.say(alice, titled(conversation, "Other words", TitledBy.MODEL));
        worker.say(alice, titled(conversation, "How do tides", TitledBy.FIRST_WORDS));
        answered(conversation, "And?", "And so on.");
        // then
        assertThat(titleOf(conversation)).isEqualTo("The tides");
    }

    @Test
    void neverReplacesWhatItsUserHasCalledIt() {
        // given
        UUID asked = conversationOf(alice);
        answered(asked, "How do tides work?", "The moon pulls.");
        put(asked, "{\"title\": \"Mine\"}");
        UUID named = conversationOf(alice);
        put(named, "{\"title\": \"Mine, too\"}");
        answered(named, "How do tides work?", "The moon pulls.");
        // when
        worker.say(alice, titled(asked, "The tides", TitledBy.MODEL));
        worker.say(alice, titled(named, "The tides", TitledBy.MODEL));
        UUID last = conversationOf(alice);
        worker.say(alice, titled(last, "Last", TitledBy.FIRST_WORDS));
        // then
        await().until(() -> titleOf(last).equals("Last"));
        assertThat(titleOf(asked)).isEqualTo("Mine");
        assertThat(titleOf(named)).isEqualTo("Mine, too");
        assertThat(asked(named)).isEmpty();
    }

    @Test
    void letsNoClientsFirstWordsReplaceABetterTitle() {
        // given
        UUID conversation = conversationOf(alice);
        put(conversation, "{\"title\": \"Mine\"}");
        // when
        put(conversation, "{\"title\": \"How do\", \"titledBy\": \"first-words\"}");
        // then
        assertThat(titleOf(conversation)).isEqualTo("Mine");
        as(alice)
                .body("{\"title\": \"x\", \"titledBy\": \"model\"}")
                .put("/api/conversations/" + conversation)
                .then()
                .statusCode(422)
                .body("field", equalTo("titledBy"));
    }

    @Test
    void takesNoTitleFromAStrangersLog() {
        // given
        UUID conversation = conversationOf(alice);
        // when
        worker.say(someone(), titled(conversation, "Stolen", TitledBy.MODEL));
        UUID last = conversationOf(alice);
        worker.say(alice, titled(last, "Last", TitledBy.FIRST_WORDS));
        // then
        await().until(() -> titleOf(last).equals("Last"));
        assertThat(query("select title from conversation where id = ?", conversation))
                .containsOnlyNulls();
    }

    private void put(UUID conversation, String body) {
        as(alice).body(body).put("/api/conversations/" + conversation).then().statusCode(200);
    }

    /** Asks, and has it answered. */
    private void answered(UUID conversation, String question, String answer) {
        UUID generation =
                UUID.fromString(
                        say(alice, conversation, newId(), question)
                                .jsonPath()
                                .getString("generation.id"));
        Played run = new Played(conversation, generation, 1, "run");
        worker.say(alice, run.started(0));
        worker.say(alice, run.completed(answer));
        await().until(
                        () ->
                                query("select status from generation where id = ?", generation)
                                        .getFirst(),
                        "completed"::equals);
    }

    private static ConversationTitled titled(UUID conversation, String title, TitledBy by) {
        return new ConversationTitled(conversation, Instant.now(), title, by);
    }

    private String titleOf(UUID conversation) {
        return Objects.requireNonNullElse(
                as(alice)
                        .get("/api/conversations/" + conversation)
                        .jsonPath()
                        .getString("conversation.title"),
                "");
    }

    private String updatedAtOf(UUID conversation) {
        return as(alice)
                .get("/api/conversations/" + conversation)
                .jsonPath()
                .getString("conversation.updatedAt");
    }

    private List<TitleRequested> asked(UUID conversation) {
        return TopicReader.read(config("kafka.bootstrap.servers"), Topic.GENERATION_REQUESTS)
                .stream()
                .filter(record -> conversation.toString().equals(record.key()))
                .map(record -> read(record.value(), TitleRequested.class))
                .toList();
    }

    private List<ConversationEvent.Updated> updates(UUID conversation) {
        return TopicReader.read(config("kafka.bootstrap.servers"), Topic.CONVERSATION_EVENTS)
                .stream()
                .filter(record -> alice.equals(record.key()))
                .map(record -> read(record.value(), LogEvent.class))
                .filter(ConversationEvent.Updated.class::isInstance)
                .map(ConversationEvent.Updated.class::cast)
                .filter(update -> conversation.equals(update.conversationId()))
                .toList();
    }

    private <T> T read(String value, Class<T> type) {
        try {
            return json.readValue(value, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
