package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contracts.log.Position;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.gateway.TestEvents.Run;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The WebSocket, said as dialogues. */
@QuarkusTest
@QuarkusTestResource(LogStack.class)
class StreamSocketIT extends Dialogue {
    @Test
    void startsAtTheHeadWithoutACursor() {
        // given
        write(TestEvents.created(conversation));

        // when
        StreamClient client = client().resume(null, conversation);

        // then
        JsonNode welcome = client.assertFrame("welcome");
        assertThat(welcome.path("resumed").asBoolean()).isFalse();
        assertThat(welcome.path("cursor").asText()).isEqualTo(TestLog.cursor(log.head(user)));
        client.assertExhausted();
    }

    @Test
    void speaksTheProtocolThatWasOfferedFirst() {
        assertThat(client().subprotocol()).isEqualTo("holdfast.v2");
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
        assertThat(client.assertExhausted())
                .isEqualTo(TestLog.cursor(log.position(user, offset + 1)));
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

    @Test
    void tellsWhoIsRefusedWhy() throws Exception {
        // given
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve("/stream/events"))
                        .header("Authorization", "Bearer not-a-token")
                        .build();

        // when
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        // then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith(Problem.MEDIA_TYPE));
        assertThat(StreamClient.parse(answer.body()).path("slug").asText())
                .isEqualTo("unauthenticated");
    }

    @Test
    void refusesATokenThatHasExpiredOrIsForAnotherService() {
        String expired = stack.issuer().token(user, Duration.ofMinutes(-5));
        String elsewhere = stack.issuer().tokenForSomebodyElse(user);
        for (String token : List.of(expired, elsewhere)) {
            assertThatThrownBy(() -> StreamClient.open(base, token))
                    .cause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            refused ->
                                    assertThat(refused.getResponse().statusCode()).isEqualTo(401));
        }
    }

    @Test
    void refusesPagesOfOtherOrigins() {
        String token = stack.issuer().token(user);
        assertThatThrownBy(() -> StreamClient.open(base, token, "Origin", "https://evil.example"))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(403));
    }

    @Test
    void letsPagesOfItsOwnOriginsIn() {
        keep(StreamClient.open(base, stack.issuer().token(user), "Origin", "https://chat.example"))
                .resume(null)
                .assertFrame("welcome");
    }

    @Test
    void showsAStrangerNothing() {
        // given
        Run run = new Run(conversation);
        log.append(user, run.queued());
        log.append(user, run.started());
        write(run.progressed("secret"));
        StreamClient stranger = client("stranger-" + user).resume(null, conversation);

        // when
        write(run.progressed(" more"));
        StreamClient owner = client().resume(null, conversation);

        // then
        owner.assertFrame("welcome");
        owner.assertFrame("snapshot");
        stranger.assertFrame("welcome");
        stranger.assertExhausted();
    }

    @Test
    void showsTwoDevicesTheSame() {
        // given
        StreamClient phone = client().resume(null, conversation);
        StreamClient laptop = client().resume(null, conversation);
        phone.assertFrame("welcome");
        laptop.assertFrame("welcome");
        Run run = new Run(conversation);

        // when
        log.append(user, run.queued());
        log.append(user, run.started());
        for (int i = 0; i < 20; i++) {
            log.append(user, run.progressed("word " + i + " "));
        }
        log.append(user, run.completed());

        // then
        Reader onPhone = new Reader();
        Reader onLaptop = new Reader();
        phone.eventsUntil("generation.ended").forEach(onPhone::take);
        laptop.eventsUntil("generation.ended").forEach(onLaptop::take);
        assertThat(onPhone.text(run.generation())).isEqualTo(run.text());
        assertThat(onLaptop.text(run.generation())).isEqualTo(run.text());
    }

    @Test
    void goesOnBehindARecordThatCannotBeRead() {
        // given
        StreamClient client = client().resume(null, conversation);
        client.assertFrame("welcome");

        // when
        log.append(user, "not json".getBytes(StandardCharsets.UTF_8));
        log.append(user, "{\"type\":\"generation.progressed\"}".getBytes(StandardCharsets.UTF_8));
        log.append(user, "{\"a\":1} trailing".getBytes(StandardCharsets.UTF_8));
        log.append(user, "{\"type\":\"later.event\"}".getBytes(StandardCharsets.UTF_16LE));
        log.append(user, TestEvents.created(conversation));

        // then
        assertThat(client.eventsUntil("conversation.created")).hasSize(1);
    }

    @Test
    void passesOnAnEventOfALaterVersion() {
        // given
        StreamClient client = client().resume(null, conversation);
        client.assertFrame("welcome");

        // when
        String later = "{\"type\":\"conversation.shared\",\"with\":\"a friend\"}";
        log.append(user, later.getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(client.eventsUntil("conversation.shared").getFirst())
                .isEqualTo(StreamClient.parse(later));
    }

    @Test
    void saysWhatIsWrongWithAFrameAndGoesOn() {
        StreamClient client = client().resume(null);
        client.assertFrame("welcome");
        client.send("not json").assertError("malformed-request");
        client.send("[]").assertError("malformed-request");
        client.send("{\"type\":\"dance\"}").assertError("unknown-frame");
        client.send("{\"type\":\"watch\",\"conversations\":[\"x\"]}").assertError("invalid-id");
        client.send("{\"type\":\"watch\",\"conversations\":7}").assertError("invalid-field");
        client.watch(Stream.generate(TestEvents::newId).limit(201).toArray(UUID[]::new))
                .assertError("too-many-watched");
        client.assertExhausted();
    }

    @Test
    void beginsWithAResumeAndNothingElse() {
        StreamClient client = client().watch(conversation);
        client.assertError("resume-expected");
        client.assertClosed(4500);
    }

    @Test
    void refusesAFrameThatIsTooLarge() {
        StreamClient client = client().resume(null);
        client.assertFrame("welcome");
        client.send(" ".repeat(LogStack.FRAME_BYTES + 1));
        client.assertError("frame-too-large");
        client.assertClosed(4501);
    }

    @Test
    void refusesAFrameOfTenMegabytesBeforeItIsThere() {
        StreamClient client = client().resume(null);
        client.assertFrame("welcome");
        client.trySend(" ".repeat(10 * 1024 * 1024));
        client.assertError("frame-too-large");
        client.assertClosed(4501);
    }

    @Test
    void takesOnlySoManyConnectionsOfOneUser() {
        // given
        for (int i = 0; i < LogStack.CONNECTIONS_PER_USER; i++) {
            client().resume(null).assertFrame("welcome");
        }

        // when
        StreamClient oneMore = client();

        // then
        oneMore.assertError("too-many-connections");
        oneMore.assertClosed(4006);
    }

    @Test
    void resetsWhatItCannotShow() {
        long first = write(TestEvents.created(conversation));
        Position position = log.position(user, first);
        String head = TestLog.cursor(log.head(user));
        assertThat(client().resume("nonsense").assertRefused("cursor-invalid")).isEqualTo(head);
        Position another = new Position(UUID.randomUUID(), position.partition(), first);
        client().resume(TestLog.cursor(another)).assertRefused("cursor-of-another-log");
        client().resume(TestLog.cursor(position.at(first + 100_000))).assertRefused("cursor-ahead");
    }

    @Test
    void doesNotGatherFramesForAClientThatDoesNotRead() {
        // given
        StreamClient client = client().resume(null, conversation);
        client.assertFrame("welcome");
        Run run = new Run(conversation);
        log.append(user, run.queued());
        log.append(user, run.started());
        client.pause();

        // when: more than the socket's buffers take
        for (int i = 0; i < 60; i++) {
            log.send(user, TestEvents.renamed(conversation, "x".repeat(200_000)));
        }
        log.flush();

        // then
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> closes("fell-behind") > 0);
        client.unpause();
        assertThat(client.untilClosed()).isIn(4002, 1006);
    }

    private double closes(String reason) {
        return Metrics.globalRegistry
                .find("holdfast.stream.closes")
                .tag("reason", reason)
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
