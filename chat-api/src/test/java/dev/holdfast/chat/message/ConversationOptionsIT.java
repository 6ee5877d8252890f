package dev.holdfast.chat.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.chat.stack.ApiTest;
import dev.holdfast.chat.stack.TopicReader;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.wire.Topic;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@Timeout(60)
class ConversationOptionsIT extends ApiTest {
    private static final String BRIEF =
            "{\"options\": {\"temperature\": 0.2, \"systemPrompt\": \"Answer briefly.\"}}";

    private final String alice = someone();
    private final UUID conversation = newId();

    @Inject ObjectMapper json;

    @Test
    void areUsedWhereAMessageNamesNone() {
        // given
        put(BRIEF, 201);
        // then
        assertThat(optionsOf(send(newId(), "")))
                .isEqualTo(new GenerationOptions(0.2, null, null, "Answer briefly."));
        // when a message names its own, if only none
        assertThat(optionsOf(send(newId(), ", \"options\": {\"maxTokens\": 7}")))
                .isEqualTo(new GenerationOptions(null, 7, null, null));
        assertThat(optionsOf(send(newId(), ", \"options\": {}"))).isEqualTo(GenerationOptions.NONE);
    }

    @Test
    void areShownAndKeptUntilTheyAreCleared() {
        // given
        put(BRIEF, 201);
        // when
        put("{\"pinned\": true}", 200);
        // then
        as(alice)
                .get("/api/conversations/" + conversation)
                .then()
                .body("conversation.options.systemPrompt", equalTo("Answer briefly."))
                .body("conversation.options.temperature", equalTo(0.2f));
        // when
        put("{\"options\": null}", 200);
        // then
        as(alice)
                .get("/api/conversations/" + conversation)
                .then()
                .body("conversation.options", nullValue())
                .body("conversation.pinned", equalTo(true));
    }

    @Test
    void mayChangeBetweenAMessageAndItsRepeat() {
        // given
        put(BRIEF, 201);
        UUID message = newId();
        String first = send(message, "");
        // when
        put("{\"options\": {\"temperature\": 1}}", 200);
        // then
        assertThat(send(message, "")).isEqualTo(first);
    }

    @Test
    void areRefusedByAModelThatDoesNotTakeThem() {
        // given
        put(BRIEF, 201);
        // then
        as(alice)
                .body(
                        """
                        {"text": "hello", "model": {"provider": "demo", "name": "plain"}}
                        """)
                .put(messagePath(conversation, newId()))
                .then()
                .statusCode(422)
                .body("field", equalTo("options.temperature"))
                .body("detail", containsString("conversation"));
    }

    @Test
    void areCheckedAsThoseOfAMessageAre() {
        as(alice)
                .body("{\"options\": {\"temperature\": 3}}")
                .put("/api/conversations/" + conversation)
                .then()
                .statusCode(422)
                .body("field", equalTo("options.temperature"));
    }

    private void put(String body, int status) {
        as(alice).body(body).put("/api/conversations/" + conversation).then().statusCode(status);
    }

    /**
     * @return the generation's id
     */
    private String send(UUID message, String options) {
        return as(alice)
                .body("{\"parentId\": null, \"text\": \"hello\"" + options + "}")
                .put(messagePath(conversation, message))
                .then()
                .statusCode(202)
                .extract()
                .path("generation.id");
    }

    private GenerationOptions optionsOf(String generation) {
        return await().until(
                        () ->
                                TopicReader.read(
                                                config("kafka.bootstrap.servers"),
                                                Topic.GENERATION_REQUESTS)
                                        .stream()
                                        .filter(record -> generation.equals(record.key()))
                                        .map(record -> read(record.value()))
                                        .toList(),
                        found -> found.size() == 1)
                .getFirst()
                .options();
    }

    private GenerationRequested read(String value) {
        try {
            return json.readValue(value, GenerationRequested.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
