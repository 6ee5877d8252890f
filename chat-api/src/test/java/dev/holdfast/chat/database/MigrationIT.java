package dev.holdfast.chat.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.chat.stack.ApiTest;
import dev.holdfast.contracts.content.Citation;
import dev.holdfast.contracts.content.Citation.Span;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Part;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.log.MessageAppended;
import dev.holdfast.contracts.request.KeyCheckRequested;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an instance of before has stored, once this one has migrated it; in a schema of its own. */
@QuarkusTest
@Timeout(120)
class MigrationIT extends ApiTest {
    private static final String SCHEMA = "of_before";

    private static final UUID CONVERSATION = UUID.randomUUID();

    @Inject ObjectMapper json;

    @BeforeEach
    void storeAsBefore() {
        migrate("8");
        update(
                """
                insert into of_before.conversation (owner, id, created_at, updated_at)
                values ('alice', ?, now(), now())
                """,
                CONVERSATION);
    }

    @AfterEach
    void drop() {
        update("drop schema of_before cascade");
    }

    @Test
    void makesPartsOfWhatWasSaid() {
        // given
        UUID asked = message("user", "What's up?", "[]", "", "[]");
        UUID answered =
                message(
                        "assistant",
                        "Not *much* 🍞",
                        "[\"<p>Not</p>\", \"<p>much</p>\"]",
                        "Hm.",
                        """
                        [{"number": 1, "url": "https://example.com/a", "title": "Bread",
                          "marks": ["[1]"], "spans": [{"from": 0, "to": 3}, {"from": 4, "to": 10}]},
                         {"number": 2, "url": "https://example.com/b"}]\
                        """);
        UUID unthought =
                message(
                        "assistant",
                        "No.",
                        "[]",
                        "",
                        """
                        [{"number": 1, "url": "https://example.com/a",
                          "spans": [{"from": 0, "to": 3}]}]\
                        """);
        UUID silent = message("assistant", "", "[]", "Hm.", "[]");
        UUID nothing = message("assistant", "", "[]", "", "[]");
        // when
        migrate("latest");
        // then
        Part thought = new Part.Reasoning("Hm.", null);
        assertThat(content(asked)).isEqualTo(Content.ofText("What's up?"));
        assertThat(content(answered))
                .isEqualTo(
                        new Content(
                                List.of(
                                        thought,
                                        new Part.Text(
                                                "Not *much* 🍞",
                                                List.of("<p>Not</p>", "<p>much</p>"))),
                                List.of(
                                        new Citation(
                                                1,
                                                "https://example.com/a",
                                                "Bread",
                                                List.of("[1]"),
                                                List.of(new Span(1, 0, 3), new Span(1, 4, 10))),
                                        new Citation(
                                                2,
                                                "https://example.com/b",
                                                null,
                                                List.of(),
                                                List.of()))));
        assertThat(content(unthought))
                .isEqualTo(
                        new Content(
                                Content.ofText("No.").parts(),
                                List.of(
                                        new Citation(
                                                1,
                                                "https://example.com/a",
                                                null,
                                                List.of(),
                                                List.of(new Span(0, 0, 3))))));
        assertThat(content(silent)).isEqualTo(Content.of(thought));
        assertThat(content(nothing)).isEqualTo(Content.EMPTY);
    }

    @Test
    void hasAnswersUnderWayTakenOverFromNothing() {
        // given
        UUID running = generation("running", 5, 3);
        UUID ended = generation("completed", 7, 0);
        UUID queued = generation("queued", 0, 0);
        update(
                """
                insert into of_before.generation_progress
                    (generation_id, log_offset, attempt, text, reasoning, html, sources)
                values (?, 9, 1, 'Half ', 'Hm.', '[{"block": 0, "keep": 0, "add": "Half"}]', '[]')
                """,
                running);
        // when
        migrate("latest");
        // then
        String gaps =
                "select gap_at is not null and mark_parts = 0 and mark_length = 0"
                        + " from of_before.generation where id = ?";
        assertThat(query(gaps, running)).containsExactly("t");
        assertThat(query(gaps, ended)).containsExactly("f");
        assertThat(query(gaps, queued)).containsExactly("f");
        assertThat(query("select log_offset from of_before.generation_progress")).isEmpty();
    }

    @Test
    void sendsWhatWaitsInTheWordsOfToday() throws IOException {
        // given
        outbox(
                "message.appended",
                """
                {"type": "message.appended", "conversationId": "%1$s", "at": "2026-11-22T11:17:25Z",
                 "message": {"id": "%1$s", "role": "user", "text": "Hello \\\\u0041",
                  "status": "completed", "createdAt": "2026-11-22T11:17:25Z"}}\
                """
                        .formatted(CONVERSATION));
        outbox(
                "key.check-requested",
                """
                {"type": "key.check-requested", "userId": "alice", "sealedKey": {"provider": "own",
                 "version": 3, "ciphertext": "AQ=="}, "requestedAt": "2026-11-22T11:17:25Z"}\
                """);
        // when
        migrate("latest");
        // then
        MessageAppended appended = (MessageAppended) sent("message.appended", LogEvent.class);
        assertThat(appended.message().content()).isEqualTo(Content.ofText("Hello \\u0041"));
        assertThat(sent("key.check-requested", KeyCheckRequested.class).owner()).isEqualTo("alice");
    }

    private static void migrate(String target) {
        Flyway.configure()
                .dataSource(
                        config("quarkus.datasource.jdbc.url"),
                        config("quarkus.datasource.username"),
                        config("quarkus.datasource.password"))
                .schemas(SCHEMA)
                .locations("filesystem:src/main/resources/db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private static UUID message(
            String role, String text, String html, String reasoning, String sources) {
        UUID id = UUID.randomUUID();
        update(
                """
                insert into of_before.message (owner, id, conversation_id, role, text, html,
                    reasoning, sources, status, created_at)
                values ('alice', ?, ?, ?, ?, cast(? as jsonb), ?, cast(? as jsonb), 'completed', now())
                """,
                id,
                CONVERSATION,
                role,
                text,
                html,
                reasoning,
                sources);
        return id;
    }

    private static UUID generation(String status, int length, int reasoningLength) {
        UUID id = UUID.randomUUID();
        update(
                """
                insert into of_before.generation (id, owner, conversation_id, message_id, prompt_id,
                    model_provider, model_name, status, length, reasoning_length, requested_at,
                    created_at)
                values (?, 'alice', ?, ?, ?, 'demo', 'holdfast-demo', ?, ?, ?, now(), now())
                """,
                id,
                CONVERSATION,
                id,
                id,
                status,
                length,
                reasoningLength);
        return id;
    }

    private static void outbox(String type, String payload) {
        update(
                """
                insert into of_before.outbox (topic, key, type, payload)
                values ('anything', 'alice', ?, ?)
                """,
                type,
                payload);
    }

    private Content content(UUID message) {
        try {
            return json.readValue(
                    query("select content from of_before.message where id = ?", message).getFirst(),
                    Content.class);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private <T> T sent(String type, Class<T> as) throws IOException {
        return json.readValue(
                query("select payload from of_before.outbox where type = ?", type).getFirst(), as);
    }
}
