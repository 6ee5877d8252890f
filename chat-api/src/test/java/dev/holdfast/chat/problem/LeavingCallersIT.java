package dev.holdfast.chat.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.chat.stack.ApiTest;
import dev.holdfast.stack.raw.LoggedFaults;
import dev.holdfast.stack.raw.RawConnection;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers who leave in mid-call: what they asked for is done, and nobody is called for it. */
@QuarkusTest
@Timeout(120)
class LeavingCallersIT extends ApiTest {
    /** More calls at once than there are connections to PostgreSQL. */
    private static final int CALLERS = 24;

    /** Of the 20 connections, all but what the service's own loops may hold at an instant. */
    private static final int HELD = 15;

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    URI home;

    @Test
    void finishesWhatItBeganAndKeepsItsConnections() throws SQLException {
        // given
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < 2 * CALLERS; i++) {
            String user = someone();
            visits.add(new Visit(user, oidc.token(user), conversationOf(user), newId()));
        }
        try (LoggedFaults log = LoggedFaults.watch()) {
            // when
            leaveInMidCall(visits.subList(0, CALLERS));

            // then
            assertAllAccepted(visits.subList(0, CALLERS));

            // when every connection is needed once more
            leaveInMidCall(visits.subList(CALLERS, visits.size()));

            // then
            assertAllAccepted(visits);
            assertThat(log.faults()).isEmpty();
        }
        // Nobody works here; what waits for a worker would be asked for again under other tests.
        visits.forEach(visit ->
                as(visit.user())
                        .delete("/api/conversations/" + visit.conversation())
                        .then()
                        .statusCode(204));
    }

    /**
     * @param token had before: what is locked must not be locked for long
     */
    private record Visit(String user, String token, UUID conversation, UUID message) {}

    /** Each sends a message, and looks at the conversation and at the list beside it. */
    private void leaveInMidCall(List<Visit> visits) throws SQLException {
        try (Connection database = database();
                Statement statement = database.createStatement()) {
            database.setAutoCommit(false);
            statement.execute("lock table conversation in access exclusive mode");
            List<RawConnection> callers = new ArrayList<>();
            for (Visit visit : visits) {
                callers.add(call(visit, "GET", "/api/conversations/" + visit.conversation(), ""));
                callers.add(call(visit, "GET", "/api/conversations", ""));
                callers.add(
                        call(
                                visit,
                                "PUT",
                                messagePath(visit.conversation(), visit.message()),
                                """
                                {"parentId": null, "text": "Hello.",
                                 "model": {"provider": "demo", "name": "holdfast-demo"}}\
                                """));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> waiting() >= HELD);
            for (int i = 0; i < callers.size(); i++) {
                if (i % 2 == 0) {
                    callers.get(i).close();
                } else {
                    callers.get(i).reset();
                }
            }
            // A further caller is served by the same loops, and after they saw the others go.
            for (int i = 0; i < CALLERS; i++) {
                RestAssured.get("/q/health/live").then().statusCode(200);
            }
            database.rollback();
        }
    }

    private RawConnection call(Visit visit, String method, String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return RawConnection.open(home.getPort())
                .send(
                        method
                                + " "
                                + path
                                + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                                + visit.token()
                                + "\r\nContent-Type: application/json\r\nContent-Length: "
                                + bytes.length
                                + "\r\n\r\n")
                .send(bytes);
    }

    private static int waiting() {
        return Integer.parseInt(
                query("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                        .getFirst());
    }

    private static void assertAllAccepted(List<Visit> visits) {
        String messages =
                visits.stream()
                        .map(visit -> visit.message().toString())
                        .collect(Collectors.joining(",", "{", "}"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(
                                        query(
                                                "select count(*) from generation"
                                                        + " where prompt_id = any(?::uuid[])",
                                                messages))
                                .containsExactly(Integer.toString(visits.size())));
    }
}
