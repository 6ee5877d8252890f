package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.gateway.TestEvents.Run;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same stream as server-sent events. */
@QuarkusTest
@QuarkusTestResource(LogStack.class)
@Timeout(60)
class StreamEventsIT extends Dialogue {
    private final HttpClient http = HttpClient.newHttpClient();

    /** One event as a browser would see it. */
    private record Event(@Nullable String id, String name, String data) {}

    private final class Events implements AutoCloseable {
        private final HttpResponse<InputStream> response;
        private final BufferedReader lines;
        private int comments;

        Events(String query, UnaryOperator<HttpRequest.Builder> more, String token) {
            HttpRequest request =
                    more.apply(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            "http://localhost:"
                                                                    + base.getPort()
                                                                    + "/stream/events"
                                                                    + query))
                                            .header("Authorization", "Bearer " + token))
                            .build();
            try {
                response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
            lines =
                    new BufferedReader(
                            new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        @Nullable Event next() {
            String id = null;
            String name = "";
            List<String> data = new ArrayList<>();
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.isEmpty() && !data.isEmpty()) {
                        return new Event(id, name, String.join("\n", data));
                    } else if (line.startsWith(":")) {
                        comments++;
                    } else if (line.startsWith("id: ")) {
                        id = line.substring(4);
                    } else if (line.startsWith("event: ")) {
                        name = line.substring(7);
                    } else if (line.startsWith("data: ")) {
                        data.add(line.substring(6));
                    }
                }
            } catch (IOException ended) {
                return null;
            }
            return null;
        }

        Event expect(String name) {
            Event event = Objects.requireNonNull(next(), "the stream has ended");
            assertThat(event.name()).isEqualTo(name);
            assertThat(StreamClient.parse(event.data()).path("type").asText()).isEqualTo(name);
            return event;
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }

    private Events open(String query) {
        return open(query, request -> request);
    }

    private Events open(String query, UnaryOperator<HttpRequest.Builder> more) {
        return keep(new Events(query, more, stack.issuer().token(user)));
    }

    @Test
    void showsEverythingOfTheUserWhenNothingIsAskedFor() {
        // given
        Events events = open("");
        events.expect("welcome");
        Run run = new Run(conversation);

        // when
        log.append(user, run.queued());
        log.append(user, run.started());
        long last = log.append(user, run.progressed("Hello"));

        // then
        Event event = events.expect("events");
        while (!event.data().contains("Hello")) {
            event = events.expect("events");
        }
        assertThat(event.id()).isEqualTo(TestLog.cursor(log.position(user, last + 1)));
    }

    @Test
    void goesOnAfterTheLastEventId() {
        // given
        long first = log.append(user, TestEvents.created(conversation));
        log.append(user, TestEvents.renamed(conversation, "New"));
        String cursor = TestLog.cursor(log.position(user, first + 1));

        // when
        Events byHeader = open("", request -> request.header("Last-Event-ID", cursor));
        Events byQuery = open("?cursor=" + cursor);

        // then
        for (Events events : List.of(byHeader, byQuery)) {
            assertThat(events.expect("welcome").data()).contains("\"resumed\":true");
            assertThat(events.expect("events").data()).contains("New").doesNotContain("created");
        }
    }

    @Test
    void watchesWhatIsNamed() {
        // given
        Run run = new Run(TestEvents.newId());
        Events events = open("?watch=" + conversation + "," + TestEvents.newId());
        events.expect("welcome");

        // when
        log.append(user, run.queued());
        log.append(user, run.started());
        log.append(user, run.progressed("unheard"));
        log.append(user, TestEvents.renamed(conversation, "Last"));

        // then
        StringBuilder heard = new StringBuilder();
        while (heard.indexOf("Last") < 0) {
            heard.append(events.expect("events").data());
        }
        assertThat(heard).doesNotContain("unheard");
    }

    @Test
    void beatsWhileNothingHappens() {
        // given
        Events events = open("");
        events.expect("welcome");

        // when: four times as long as a peer may be silent before it is pinged
        Awaitility.await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        log.append(user, TestEvents.created(conversation));

        // then
        events.expect("events");
        assertThat(events.comments).isPositive();
    }

    @Test
    void endsWhenTheTokenExpires() {
        // given
        Events events =
                keep(
                        new Events(
                                "",
                                request -> request,
                                stack.issuer().token(user, Duration.ofSeconds(3))));
        events.expect("welcome");

        // when: time passes

        // then
        assertThat(events.expect("error").data()).contains("token-expired");
        assertThat(events.next()).isNull();
    }

    @Test
    void letsPagesOfConfiguredOriginsAskAndNoOthers() throws Exception {
        assertThat(
                        preflight("https://chat.example")
                                .headers()
                                .firstValue("Access-Control-Allow-Origin"))
                .hasValue("https://chat.example");
        assertThat(preflight("https://evil.example").statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> preflight(String origin) throws Exception {
        return http.send(
                HttpRequest.newBuilder(base.resolve("/stream/events"))
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "GET")
                        .header("Access-Control-Request-Headers", "authorization,last-event-id")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void saysHowItIsAndHowMuchItDoes() throws Exception {
        open("").expect("welcome");
        assertThat(get("/q/health/ready")).contains("\"log\"").contains("UP");
        assertThat(get("/q/metrics"))
                .contains("holdfast_stream_connections")
                .contains("holdfast_stream_frames_total")
                .contains("holdfast_tail_size_bytes");
    }

    private String get(String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(base.resolve(path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void answersAWrongIdWithAProblem() {
        Events events = open("?watch=not-an-id");
        assertThat(events.response.statusCode()).isEqualTo(400);
    }
}
