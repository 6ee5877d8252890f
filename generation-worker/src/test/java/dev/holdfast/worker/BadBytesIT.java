package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.stack.raw.BadRequestRun;
import dev.holdfast.stack.raw.BadRequests;
import dev.holdfast.stack.raw.BadRequests.Row;
import dev.holdfast.stack.raw.BadRequests.Then;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of bad input at the port for health and metrics. It needs no broker. */
@Timeout(90)
class BadBytesIT {
    private static final String LIVE = "/q/health/live";

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static WorkerProcess worker;

    @BeforeAll
    static void start() {
        worker = WorkerProcess.launch("bad-bytes", "127.0.0.1:1", Map.of());
        await().atMost(Duration.ofSeconds(60)).until(worker::isLive);
    }

    @AfterAll
    static void stop() {
        worker.kill();
    }

    static Stream<Row> rows() {
        String host = " HTTP/1.1\r\nHost: a\r\n";
        return Stream.of(
                        BadRequests.of(LIVE),
                        BadRequests.unusual(LIVE, 200, ""),
                        List.of(
                                new Row(
                                        "no such path",
                                        "GET /nothing" + host + "\r\n",
                                        404,
                                        "not-found",
                                        Then.GOES_ON),
                                new Row(
                                        "a token that is none",
                                        "GET " + LIVE + host + "Authorization: Bearer .\r\n\r\n",
                                        200,
                                        "",
                                        Then.GOES_ON)))
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void answersOnceAndSaysNothing(Row row) {
        assertThat(new BadRequestRun(worker.port(), LIVE).complaint(row)).isEmpty();
        assertThat(worker.log()).doesNotContain(" ERROR ").doesNotContain("\tat ");
    }
}
