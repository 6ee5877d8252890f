package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.stack.raw.LoggedFaults;
import dev.holdfast.stack.raw.RawAnswer;
import dev.holdfast.stack.raw.RawConnection;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both edges while the broker is away: nobody is let in to wait, and all are told when to come. */
@QuarkusTest
@QuarkusTestResource(LogStack.class)
@Timeout(180)
class BrokerAwayResilienceIT extends Dialogue {

    @Test
    void refusesBothEdgesUntilItIsBack() {
        // given
        client().resume(null).assertFrame("welcome");
        try (LoggedFaults log = LoggedFaults.watch()) {
            stack.broker().kill();
            try {
                // when
                await().atMost(Duration.ofSeconds(60)).until(() -> handshake().status() == 503);

                // then
                for (int i = 0; i < 5; i++) {
                    assertAway(handshake());
                    assertAway(events());
                }
                assertThat(log.faults()).isEmpty();
                assertThat(log.warningsOf("dev.holdfast")).hasSize(1);
            } finally {
                stack.broker().restart();
            }
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> handshake().status() == 101);
    }

    private static void assertAway(RawAnswer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.header("retry-after")).isNotBlank();
        assertThat(answer.body()).contains("service-unavailable", "retryAfterSeconds");
    }

    private RawAnswer handshake() {
        return ask(
                "GET /stream HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    }

    private RawAnswer events() {
        return ask("GET /stream/events HTTP/1.1\r\nHost: a\r\nConnection: close\r\n");
    }

    private RawAnswer ask(String head) {
        try (RawConnection connection = RawConnection.open(base.getPort())) {
            RawAnswer answer =
                    connection
                            .send(
                                    head
                                            + "Authorization: Bearer "
                                            + stack.issuer().token(user)
                                            + "\r\n\r\n")
                            .next();
            return answer == null ? new RawAnswer(0, Map.of(), "") : answer;
        }
    }
}
