package dev.holdfast.chat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A device on a network that is cut, sleeps, and is told to stay away; the clock is played. */
@SuppressWarnings("NullAway.Init") // JUnit calls open
class StreamClientIT {
    private static final String CONNECTS =
            "connects wss://gateway.example/stream holdfast.v2 bearer-token-carrier"
                    + " quarkus-http-upgrade%23Authorization%23Bearer%20token%20";

    private static StreamPage page;

    private final List<List<Object>> steps = new ArrayList<>();

    @BeforeAll
    static void open() {
        page = new StreamPage();
    }

    @AfterAll
    static void close() {
        page.close();
    }

    @Test
    void carriesTheTokenAsASubprotocolAndResumesFromItsCursor() {
        steps(step("start", "c0", List.of("a")), step("accept"), welcome("c0"));

        assertThat(transcript())
                .containsExactly(
                        "status connecting",
                        CONNECTS + "1",
                        resume("\"c0\"", "\"a\""),
                        "status live");
    }

    @Test
    void watchesWhatItDoesNotFollowYetOnceItIsWelcome() {
        steps(step("start", "c0"), step("watch", List.of("a")), step("accept"));
        assertThat(transcript()).endsWith(resume("\"c0\"", ""));

        steps(welcome("c0"));
        assertThat(transcript())
                .endsWith(
                        "sends {\"type\":\"watch\",\"conversations\":[\"a\"]}",
                        "sends {\"type\":\"ping\"}",
                        "status live");
    }

    @Test
    void followsWhatItWatchesOnceThatWasAnswered() {
        steps(step("start", "c0"), step("watch", List.of("a")), step("accept"), welcome("c0"));
        steps(hear(Map.of("type", "pong", "cursor", "c1")), step("hang", 1006), step("forget"));
        steps(step("pass", 250), step("accept"));

        assertThat(transcript()).contains(resume("\"c1\"", "\"a\""));
    }

    @Test
    void comesBackFromTheCursorOfTheLastEventsWithJitter() {
        live();
        steps(events("c1", "e1"), step("hang", 1006), step("pass", 249), step("forget"));
        steps(step("pass", 1), step("accept"));

        assertThat(transcript())
                .containsExactly("status connecting", CONNECTS + "1", resume("\"c1\"", ""));
    }

    @Test
    void waitsLongerFromTryToTry() {
        live();
        steps(step("chance", 1), step("forget"), step("hang", 1006));
        for (int wait : List.of(500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000)) {
            steps(step("pass", wait), step("hang", 1006));
        }

        assertThat(transcript().stream().filter(entry -> entry.startsWith("status waiting")))
                .containsExactly(
                        "status waiting until 500",
                        "status waiting until 1500",
                        "status waiting until 3500",
                        "status waiting until 7500",
                        "status waiting until 15500",
                        "status waiting until 31500",
                        "status waiting until 51500",
                        "status waiting until 71500");
    }

    @Test
    void asksForANewTokenWhenTheOldOneHasExpired() {
        live();
        steps(step("forget"), step("hang", 4001));

        assertThat(transcript()).containsExactly("status connecting", CONNECTS + "2");
    }

    @Test
    void takesUpANewTokenWithoutLosingItsPlace() {
        live();
        steps(events("c1", "e1"), step("forget"), step("renew"), step("accept"));

        assertThat(transcript())
                .containsExactly(
                        "closes 1000", "status connecting", CONNECTS + "1", resume("\"c1\"", ""));
    }

    @Test
    void spreadsItsReturnToARestartingGateway() {
        live();
        steps(step("forget"), step("hang", 4000));

        assertThat(transcript()).containsExactly("status waiting until 1500");
    }

    @Test
    void leavesItsOtherDevicesSomeTime() {
        live();
        steps(step("forget"), step("hang", 4006));

        assertThat(transcript()).containsExactly("status waiting until 30000");
    }

    @Test
    void staysAwayWhenToldToUntilItsUserAsks() {
        live();
        steps(step("forget"), step("hang", 4503), step("pass", 600_000), step("wake"));
        assertThat(transcript()).containsExactly("status refused 4503");

        steps(step("reconnect"));
        assertThat(transcript()).endsWith("status connecting", CONNECTS + "1");
    }

    @Test
    void givesASilentConnectionUp() {
        live();
        steps(step("forget"), step("pass", 20_000));
        assertThat(transcript()).containsExactly("sends {\"type\":\"ping\"}");

        steps(step("pass", 8_000));
        assertThat(transcript()).endsWith("closes 1000", "status waiting until 28250");
    }

    @Test
    void doubtsItsConnectionAfterWakingUp() {
        live();
        steps(step("forget"), step("wake"), step("pass", 2_499));
        assertThat(transcript()).containsExactly("sends {\"type\":\"ping\"}");

        steps(step("pass", 1));
        assertThat(transcript()).contains("closes 1000");
    }

    @Test
    void keepsAConnectionThatAnswersAfterWakingUp() {
        live();
        steps(step("wake"), hear(Map.of("type", "pong")), step("forget"), step("pass", 19_999));

        assertThat(transcript()).isEmpty();
    }

    @Test
    void waitsForTheNetworkAndComesBackWithIt() {
        live();
        steps(step("forget"), step("offline"), step("online"), step("accept"));

        assertThat(transcript())
                .containsExactly(
                        "closes 1000",
                        "status offline until 30000",
                        "status connecting",
                        CONNECTS + "1",
                        resume("\"c0\"", ""));
    }

    @Test
    void dropsWhatWasOnItsWayWhenItResumesElsewhere() {
        live();
        steps(step("resume", "c9"), events("c1", "old"), welcome("c9"), events("c10", "new"));

        assertThat(transcript().stream().filter(entry -> entry.startsWith("event")))
                .containsExactly("event \"new\"");
    }

    @Test
    void hearsNothingAfterAResetUntilItResumes() {
        live();
        steps(
                hear(Map.of("type", "reset", "reason", "cursor-expired", "cursor", "c5")),
                events("c6", "lost"),
                step("forget"),
                step("resume", "c7"),
                welcome("c7"),
                events("c8", "e8"));

        assertThat(transcript()).containsExactly(resume("\"c7\"", ""), "event \"e8\"");
    }

    @Test
    void asksForASnapshotWhereItsListenerFoundAGap() {
        steps(
                step("start", "c0", List.of("a", "b")),
                step("accept"),
                welcome("c0"),
                step("forget"));
        steps(step("refollow", "a"));

        assertThat(transcript())
                .containsExactly(
                        "sends {\"type\":\"watch\",\"conversations\":[\"b\"]}",
                        "sends {\"type\":\"watch\",\"conversations\":[\"a\",\"b\"]}",
                        "sends {\"type\":\"ping\"}");
    }

    @Test
    void tellsANumberedEventOnceOverAllConnections() {
        live();
        steps(step("forget"), numbered("c1", 7, 8), numbered("c2", 7), numbered("c3", 8, 9));
        steps(step("hang", 4001), step("accept"), welcome("c3"), numbered("c4", 9, 10));

        assertThat(transcript().stream().filter(entry -> entry.startsWith("event ")))
                .containsExactly(
                        "event {\"sequence\":7}",
                        "event {\"sequence\":8}",
                        "event {\"sequence\":9}",
                        "event {\"sequence\":10}");
    }

    @Test
    void standsBehindWhatItDidNotTell() {
        live();
        steps(numbered("c1", 7), numbered("c2", 7), step("hang", 4001), step("accept"));

        assertThat(transcript()).endsWith(resume("\"c2\"", ""));
    }

    /** Which may be older than what was told before. */
    @Test
    void tellsAllThatFollowsTheStateThatItsListenerHasReadAnew() {
        live();
        steps(numbered("c1", 7), step("forget"), step("resume", "c0"));
        steps(welcome("c0"), numbered("c1", 7));

        assertThat(transcript()).contains("event {\"sequence\":7}");
    }

    @Test
    void leavesForGood() {
        live();
        steps(step("forget"), step("leave"), step("pass", 600_000));

        assertThat(transcript()).containsExactly("closes 1000", "status idle");
    }

    private void live() {
        steps(step("start", "c0"), step("accept"), welcome("c0"));
    }

    @SafeVarargs
    private void steps(List<Object>... more) {
        for (List<Object> step : more) {
            steps.add(step);
        }
    }

    private static List<Object> step(String word, Object... rest) {
        List<Object> step = new ArrayList<>(List.of(rest));
        step.addFirst(word);
        return step;
    }

    private static List<Object> hear(Map<String, Object> frame) {
        return step("hear", frame);
    }

    private static List<Object> welcome(String cursor) {
        return hear(Map.of("type", "welcome", "cursor", cursor, "resumed", true));
    }

    private static List<Object> events(String cursor, String... events) {
        return hear(Map.of("type", "events", "cursor", cursor, "events", List.of(events)));
    }

    private static List<Object> numbered(String cursor, Integer... numbers) {
        List<Map<String, Integer>> events =
                Stream.of(numbers).map(number -> Map.of("sequence", number)).toList();
        return hear(Map.of("type", "events", "cursor", cursor, "events", events));
    }

    private static String resume(String cursor, String watch) {
        return "sends {\"type\":\"resume\",\"cursor\":" + cursor + ",\"watch\":[" + watch + "]}";
    }

    /** Of all steps so far; each call plays them anew. */
    private List<String> transcript() {
        return page.play(steps);
    }
}
