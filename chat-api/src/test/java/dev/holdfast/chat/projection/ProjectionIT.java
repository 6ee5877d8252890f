package dev.holdfast.chat.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.chat.stack.ApiTest;
import dev.holdfast.chat.stack.Played;
import dev.holdfast.chat.stack.PlayedWorker;
import dev.holdfast.contracts.content.Citation;
import dev.holdfast.contracts.content.Citation.Span;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.stack.Postgres;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@Timeout(120)
class ProjectionIT extends ApiTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ROWS =
            """
            select (to_jsonb(g) - 'heard_at' - 'ended_at' - 'requested_at')::text
                || (to_jsonb(m))::text
            from generation g join message m on m.generation_id = g.id
            where g.owner = ? and m.role = 'assistant'
            """;

    private final String alice = someone();

    @SuppressWarnings("NullAway.Init") // set by LocalStack before each test class
    protected Postgres postgres;

    @Inject ObjectMapper json;

    @SuppressWarnings("NullAway.Init") // before each test
    private PlayedWorker worker;

    @BeforeEach
    void hire() {
        worker = new PlayedWorker(config("kafka.bootstrap.servers"), json);
        worker.advertise();
    }

    @AfterEach
    void dismiss() {
        worker.close();
    }

    @Test
    void storesARunningAnswerInPiecesAndTheWholeAtItsEnd() {
        // given
        Played run = asked("run");
        worker.say(alice, run.started(0));
        worker.say(alice, run.progressed(0, "one "));
        await().atMost(SOON).until(() -> pieces(run).equals("one "));
        worker.say(alice, run.progressed(4, "two"));
        // when, then
        await().atMost(SOON).until(() -> pieces(run).equals("one two"));
        Citation cited =
                new Citation(
                        1,
                        "https://example.com/a\0",
                        "Bread",
                        List.of("[1]"),
                        List.of(new Span(0, 0, 3)));
        worker.say(alice, run.cited(cited));
        await().atMost(SOON).until(() -> running(run).contains("{\"part\":0,\"from\":0,\"to\":3}"));
        as(alice)
                .get("/api/conversations/" + run.conversation())
                .then()
                .body("generations[0].content.parts.size()", is(1))
                .body("generations[0].content.parts[0].text", is("one two"))
                .body("generations[0].content.parts[0].html", is(List.of("one two")));
        assertThat(query("select status from message where generation_id = ?", run.generation()))
                .containsExactly("running");
        // when
        worker.say(alice, run.completed("one two", cited));
        // then
        await().atMost(SOON).until(() -> statusOf(run).equals("completed"));
        assertThat(pieces(run)).isEmpty();
        as(alice)
                .get("/api/conversations/" + run.conversation())
                .then()
                .body("messages[1].content.citations.size()", is(1))
                .body("messages[1].content.citations[0].number", is(1))
                .body("messages[1].content.citations[0].url", is("https://example.com/a\ufffd"))
                .body("messages[1].content.citations[0].title", is("Bread"))
                .body("messages[1].content.citations[0].marks", is(List.of("[1]")));
        assertThat(
                        query(
                                """
                                select concat_ws('|', status, content -> 'parts', usage,
                                    finish_reason, timing) from message where generation_id = ?
                                """,
                                run.generation()))
                .containsExactly(
                        "completed|[{\"text\": \"because\", \"type\": \"reasoning\"}, {\"html\":"
                                + " [\"one two\"], \"text\": \"one two\", \"type\":"
                                + " \"text\"}]|{\"inputTokens\": 1, \"outputTokens\":"
                                + " 2}|stop|{\"totalMillis\": 20, \"firstTokenMillis\": 10}");
    }

    @Test
    void goesOnBehindWhatCannotBeReadOrStored() {
        // given
        Played run = asked("run");
        // when
        worker.garble(alice, "no json");
        worker.garble(alice, "");
        worker.garble(alice, "null");
        worker.garble(alice, "[1]");
        worker.garble(alice, "{\"type\": \"generation.progressed\"}");
        worker.garble(alice, "{\"type\": \"generation.started\", \"generationId\": \"x\"}");
        worker.garble(alice, "{\"type\": \"from.the.future\", \"conversationId\": 7}");
        worker.say(alice, new Played(run.conversation(), UUID.randomUUID(), 1, "x").started(0));
        worker.say(someone(), run.started(0));
        worker.say(alice, run.started(0));
        worker.say(alice, run.progressed(0, "a\0b\ud83d"));
        // then
        await().atMost(SOON).until(() -> pieces(run).equals("a\ufffdb\ufffd"));
        Played broken = asked("broken");
        worker.say(alice, broken.started(0));
        worker.say(alice, broken.failed(ProblemType.PROVIDER_CUT_OFF.because("half \0 a word")));
        await().atMost(SOON).until(() -> statusOf(broken).equals("failed"));
        worker.say(alice, run.completed("a\0b"));
        await().atMost(SOON).until(() -> statusOf(run).equals("completed"));
        assertThat(
                        query(
                                """
                                select content #>> '{parts,1,text}' from message
                                where generation_id = ?
                                """,
                                run.generation()))
                .containsExactly("a\ufffdb");
    }

    @Test
    void makesTheSameRowsWhenTheLogIsReadAgain() {
        // given
        Played run = asked("run");
        worker.say(alice, run.started(0));
        worker.say(alice, run.progressed(0, "text"));
        Played next = new Played(run.conversation(), run.generation(), 2, "next");
        worker.say(alice, next.started(2));
        worker.say(alice, next.completed("tea"));
        await().atMost(SOON).until(() -> statusOf(run).equals("completed"));
        List<String> before = query(ROWS, alice);
        String position = positionOf(next);
        // when the projection is put back while it runs
        update(
                """
                update message set status = 'queued', content = '{"parts": []}',
                    usage = null, finish_reason = null, timing = null
                where generation_id = ?
                """,
                run.generation());
        update(
                """
                update generation set status = 'queued', attempt = 0, run = null, mark_parts = 0,
                    mark_length = 0, beat = 0, worker = null where id = ?
                """,
                run.generation());
        update("update log_position set next_offset = 0");
        worker.say(alice, next.completed("too late"));
        // then
        await().atMost(SOON).until(() -> query(ROWS, alice).equals(before));
        await().atMost(SOON)
                .until(() -> Long.parseLong(positionOf(next)) > Long.parseLong(position));
    }

    @Test
    void movesThePositionOnlyWithWhatItStores() {
        // given a database in which the pieces cannot be stored
        Played run = asked("run");
        worker.say(alice, run.started(0));
        await().atMost(SOON).until(() -> statusOf(run).equals("running"));
        String position = positionOf(run);
        update("alter table generation_progress rename to put_away");
        // when
        worker.say(alice, run.progressed(0, "text"));
        // then
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .until(() -> positionOf(run).equals(position));
        // when
        update("alter table put_away rename to generation_progress");
        // then
        await().atMost(SOON).until(() -> pieces(run).equals("text"));
        assertThat(Long.parseLong(positionOf(run))).isGreaterThan(Long.parseLong(position));
        worker.say(alice, run.completed("text"));
    }

    @Test
    void waitsForADatabaseThatIsAway() {
        // given
        Played run = asked("run");
        worker.say(alice, run.started(0));
        await().atMost(SOON).until(() -> statusOf(run).equals("running"));
        // when
        postgres.kill();
        worker.say(alice, run.progressed(0, "text"));
        worker.say(alice, run.completed("text"));
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        postgres.restart();
        // then
        await().atMost(SOON).ignoreExceptions().until(() -> statusOf(run).equals("completed"));
        // and the outbox listens again
        Played after = asked("after");
        worker.say(alice, after.completed("never begun"));
        as(alice).post("/api/generations/" + after.generation() + "/stop").then().statusCode(202);
        await().atMost(SOON).until(() -> statusOf(after).equals("stopped"));
    }

    private Played asked(String run) {
        UUID conversation = conversationOf(alice);
        String generation =
                say(alice, conversation, newId(), "hello")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("generation.id");
        Played played = new Played(conversation, UUID.fromString(generation), 1, run);
        await().atMost(SOON)
                .until(() ->
                        query(
                                                "select log_partition from generation where id = ?"
                                                        + " and log_partition is not null",
                                                played.generation())
                                        .size()
                                == 1);
        return played;
    }

    private static String statusOf(Played played) {
        return query("select status from generation where id = ?", played.generation()).getFirst();
    }

    private static String pieces(Played played) {
        return query(
                        """
                        select coalesce(string_agg(p.piece ->> 'text', '' order by log_offset, n), '')
                        from generation_progress, jsonb_array_elements(pieces) with ordinality
                            as p(piece, n)
                        where generation_id = ?
                        """,
                        played.generation())
                .getFirst();
    }

    /** What REST has of the conversation. */
    private String running(Played played) {
        return as(alice)
                .get("/api/conversations/" + played.conversation())
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static String positionOf(Played played) {
        return query(
                        """
                        select p.next_offset from log_position p
                        join generation g on g.log_partition = p.partition where g.id = ?
                        """,
                        played.generation())
                .getFirst();
    }
}
