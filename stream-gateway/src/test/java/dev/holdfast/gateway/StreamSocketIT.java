package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.gateway.TestEvents.Run;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The WebSocket, said as dialogues. */
@QuarkusTest
@QuarkusTestResource(LogStack.class)
@SuppressWarnings("NullAway.Init") // the framework sets the fields
class StreamSocketIT {
    @TestHTTPResource("/")
    URI base;

    LogStack stack;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final String user = "user-" + UUID.randomUUID();
    private final UUID conversation = TestEvents.newId();
    private TestLog log;

    @BeforeEach
    void openLog() {
        log = keep(new TestLog(stack.broker().bootstrapServers()));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    private <T extends AutoCloseable> T keep(T one) {
        opened.add(one);
        return one;
    }

    private StreamClient client() {
        return client(user);
    }

    private StreamClient client(String who) {
        return keep(StreamClient.open(base, stack.issuer().token(who)));
    }

    @Test
    void startsAtTheHeadWithoutACursor() {
        // given
        log.append(user, TestEvents.created(conversation));

        // when
        StreamClient client = client().resume(null, conversation);

        // then
        JsonNode welcome = client.assertFrame("welcome");
        assertThat(welcome.path("resumed").asBoolean()).isFalse();
        assertThat(welcome.path("cursor").asText()).isEqualTo(log.head(user).toCursor());
        client.assertExhausted();
    }

    @Test
    void speaksTheProtocolThatWasOfferedFirst() {
        assertThat(client().subprotocol()).isEqualTo("holdfast.v1");
    }

    @Test
    void deliversWhatIsWrittenAsItIsWritten() {
        // given
        StreamClient client = client().resume(null, conversation);
        client.assertFrame("welcome");
        Run run = new Run(conversation);

        // when
        log.append(user, run.queued());
        log.append(user, run.started());
        long offset = log.append(user, run.progressed("Hello"));

        // then
        List<JsonNode> events = client.eventsUntil("generation.progressed");
        assertThat(events)
                .extracting(event -> event.path("type").asText())
                .containsExactly(
                        "generation.queued", "generation.started", "generation.progressed");
        assertThat(client.assertExhausted()).isEqualTo(log.position(user, offset + 1).toCursor());
    }

    @Test
    void refusesWhoeverShowsNoToken() {
        assertThatThrownBy(() -> StreamClient.open(base, "not-a-token"))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(401));
    }

    @Test
    void closesWithAComeBackCodeWhenTheTokenExpires() {
        // given
        StreamClient client =
                keep(StreamClient.open(base, stack.issuer().token(user, Duration.ofSeconds(3))));
        client.resume(null);

        // when: time passes

        // then
        client.assertFrame("welcome");
        client.assertError("token-expired");
        client.assertClosed(4001);
    }

    @Test
    void asksForAResumeInTime() {
        StreamClient client = client();
        client.assertError("resume-timeout");
        client.assertClosed(4004);
    }
}
