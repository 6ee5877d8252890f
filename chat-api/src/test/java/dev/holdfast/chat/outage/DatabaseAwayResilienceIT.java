package dev.holdfast.chat.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.holdfast.chat.stack.ApiTest;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.stack.Postgres;
import dev.holdfast.stack.raw.LoggedFaults;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every call that needs PostgreSQL, while it is away in one way or another. */
@QuarkusTest
@Timeout(240)
class DatabaseAwayResilienceIT extends ApiTest {
    private final String alice = someone();

    @SuppressWarnings("NullAway.Init") // set by LocalStack before each test class
    Postgres postgres;

    @Inject DatabaseOutage outage;
    @Inject CallLimit limit;
    @Inject Event<ShutdownDelayInitiatedEvent> stopping;

    private List<Supplier<Response>> calls() {
        UUID conversation = newId();
        return List.of(
                () -> as(alice).get("/api/conversations"),
                () -> as(alice).get("/api/conversations/" + conversation),
                () -> as(alice).body("{}").put("/api/conversations/" + conversation),
                () -> as(alice).delete("/api/conversations/" + conversation),
                () -> say(alice, conversation, newId(), "Hi"),
                () -> as(alice).post("/api/generations/" + conversation + "/stop"),
                () -> as(alice).get("/api/generations/" + conversation),
                () -> as(alice).get("/api/models"),
                () -> as(alice).get("/api/keys"),
                () -> as(alice).body("{\"key\":\"k-12345678\"}").put("/api/keys/own"),
                () -> as(alice).delete("/api/keys/own"),
                () -> as(alice).post("/api/keys/own/check"),
                () -> as(alice).get("/api/endpoints"),
                () -> as(alice).delete("/api/endpoints/mine"));
    }

    @AfterEach
    void comeBack() {
        if (!postgres.isAlive()) {
            postgres.restart();
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        as(alice).get("/api/conversations").statusCode() == 200 && !outage.isOn());
    }

    @Test
    void refusesConnections() {
        assertThat(as(alice).get("/api/conversations").statusCode()).isEqualTo(200);
        try (LoggedFaults log = LoggedFaults.watch()) {
            postgres.kill();
            calls().forEach(call -> assertAway(call.get()));
            calls().forEach(call -> assertAway(call.get()));
            assertSaidOnce(log);
        }
    }

    @Test
    void endsEveryConnection() {
        try (LoggedFaults log = LoggedFaults.watch()) {
            for (int round = 0; round < 20; round++) {
                query(
                        "select pg_terminate_backend(pid)::text from pg_stat_activity where pid <>"
                                + " pg_backend_pid() and backend_type = 'client backend'");
                Response answer = as(alice).get("/api/conversations");
                if (answer.statusCode() != 200) {
                    assertAway(answer);
                }
            }
            assertThat(log.faults()).isEmpty();
        }
    }

    @Test
    void isFrozen() throws Exception {
        // given: connections that are in use
        assertThat(as(alice).get("/api/conversations").statusCode()).isEqualTo(200);
        try (LoggedFaults log = LoggedFaults.watch()) {
            signal("STOP");
            try {
                // when
                for (Future<Response> answer : atOnce(calls())) {
                    // then: none waited for ever
                    assertAway(answer.get());
                }
                assertSaidOnce(log);
            } finally {
                signal("CONT");
            }
            // and what comes too late is not a failure
            comeBack();
            assertThat(log.faults()).isEmpty();
        }
    }

    @Test
    void isFrozenWhileTheServiceStops() throws Exception {
        // given: calls that wait
        assertThat(as(alice).get("/api/conversations").statusCode()).isEqualTo(200);
        try (LoggedFaults log = LoggedFaults.watch();
                ExecutorService caller = Executors.newSingleThreadExecutor()) {
            signal("STOP");
            try {
                Future<Response> waiting = caller.submit(() -> as(alice).get("/api/conversations"));
                await().until(limit::open, is(1));

                // when
                stopping.fire(new ShutdownDelayInitiatedEvent());

                // then
                assertAway(waiting.get());
                assertThat(waiting.get().jsonPath().getString("detail")).contains("restarted");
            } finally {
                signal("CONT");
            }
            comeBack();
            assertThat(log.faults()).isEmpty();
        }
    }

    private static List<Future<Response>> atOnce(List<Supplier<Response>> calls)
            throws InterruptedException {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            return callers.invokeAll(
                    calls.stream().<Callable<Response>>map(call -> call::get).toList());
        }
    }

    private static void assertAway(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
        assertThat(answer.contentType()).startsWith(Problem.MEDIA_TYPE);
        assertThat(answer.jsonPath().getString("slug")).isEqualTo("service-unavailable");
        assertThat(answer.jsonPath().getInt("retryAfterSeconds")).isPositive();
        assertThat(answer.header("Retry-After")).isNotBlank();
    }

    private static void assertSaidOnce(LoggedFaults log) {
        assertThat(log.faults()).isEmpty();
        assertThat(log.warningsOf("dev.holdfast")).hasSize(1);
    }

    private void signal(String name) throws IOException, InterruptedException {
        ProcessHandle server = ProcessHandle.of(postgres.pid()).orElseThrow();
        List<String> command =
                Stream.concat(
                                Stream.of("kill", "-" + name),
                                Stream.concat(Stream.of(server), server.descendants())
                                        .map(one -> Long.toString(one.pid())))
                        .toList();
        new ProcessBuilder(command).start().waitFor();
    }
}
