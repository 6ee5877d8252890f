package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.stack.raw.BadRequestRun;
import dev.holdfast.stack.raw.BadRequests;
import dev.holdfast.stack.raw.BadRequests.Row;
import dev.holdfast.stack.raw.BadRequests.Then;
import dev.holdfast.stack.raw.LoggedFaults;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of bad input before a stream begins: one answer each, and nothing in the log. */
@QuarkusTest
@QuarkusTestResource(LogStack.class)
@Timeout(60)
class BadBytesIT extends Dialogue {
    private static final String EVENTS = "/stream/events";
    private static final String UNAUTHENTICATED = "unauthenticated";
    private static final String MALFORMED = "malformed-request";

    static Stream<Row> framing() {
        return Stream.of(
                        BadRequests.of(EVENTS),
                        BadRequests.unusual(EVENTS, 401, UNAUTHENTICATED),
                        BadRequests.unusual("/q/health/live", 200, ""))
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("framing")
    void answersBadFramingOnce(Row row) {
        assertAnswered(row);
    }

    static List<Row> tokens() {
        List<Row> rows = new ArrayList<>();
        for (String token :
                List.of(
                        "Bearer",
                        "Bearer ",
                        "Bearer .",
                        "Bearer ..",
                        "Bearer a.b.c",
                        "Basic .",
                        "")) {
            for (String path : List.of(EVENTS, "/stream", "/stream/other")) {
                rows.add(
                        row(
                                "token '" + token + "' at " + path,
                                get(path) + "Authorization: " + token + "\r\n\r\n",
                                401,
                                UNAUTHENTICATED));
            }
            rows.add(
                    row(
                            "carried token '" + token + "'",
                            upgrade() + protocols(carrier("Authorization", token)) + "\r\n",
                            token.isEmpty() ? 400 : 401,
                            token.isEmpty() ? MALFORMED : UNAUTHENTICATED));
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void refusesWhatIsNoToken(Row row) {
        assertAnswered(row);
    }

    static List<Row> carriers() {
        return List.of(
                carried("a broken percent", "quarkus-http-upgrade%zz"),
                carried("a percent at the end", "quarkus-http-upgrade%23Authorization%23Bearer%"),
                carried("no parts", "quarkus-http-upgrade"),
                carried("no value", "quarkus-http-upgrade%23Authorization"),
                carried("an empty value", "quarkus-http-upgrade%23Authorization%23"),
                carried("no name", "quarkus-http-upgrade%23%23Bearer%20x"),
                carried("a part too many", "quarkus-http-upgrade%23Authorization%23Bearer%23x"),
                carried("a line break", carrier("Authorization", "Bearer x\r\nX-Evil: y")),
                carried("a line feed", carrier("Authorization", "Bearer x\ny")),
                carried("U+0000", carrier("Authorization", "Bearer \0")),
                carried("another letter", carrier("Authorization", "Bearer \u4e2d")),
                carried("bytes that are not UTF-8", "quarkus-http-upgrade%23Authorization%23%ff"),
                carried("another header", carrier("X-Forwarded-For", "10.0.0.1")),
                carried("the host", carrier("Host", "evil.example")),
                carried("a name with a blank", carrier("a b", "x")),
                carried(
                        "two tokens",
                        carrier("Authorization", "Bearer a")
                                + ", "
                                + carrier("Authorization", "Bearer b")),
                row(
                        "a token in both places",
                        upgrade()
                                + "Authorization: Bearer a\r\n"
                                + protocols(carrier("Authorization", "Bearer b"))
                                + "\r\n",
                        400,
                        MALFORMED),
                row(
                        "a carrier and no protocol",
                        upgrade()
                                + "Sec-WebSocket-Protocol: "
                                + carrier("Authorization", "Bearer a")
                                + "\r\n\r\n",
                        400,
                        MALFORMED),
                row(
                        "carriers in two headers",
                        upgrade()
                                + protocols(carrier("Authorization", "Bearer a"))
                                + protocols(carrier("Authorization", "Bearer b"))
                                + "\r\n",
                        400,
                        MALFORMED));
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void refusesABrokenCarrier(Row row) {
        assertAnswered(row);
    }

    @ParameterizedTest
    @MethodSource("handshakes")
    void refusesABrokenHandshake(Handshake handshake) {
        String token = "Authorization: Bearer " + stack.issuer().token(user) + "\r\n";
        assertAnswered(
                new Row(
                        handshake.name(),
                        handshake.bytes() + token + "\r\n",
                        handshake.status(),
                        handshake.slug(),
                        handshake.bytes().contains("HTTP/1.0") ? Then.ENDS : Then.GOES_ON));
    }

    /** A row whose token is put in when it is sent. */
    record Handshake(String name, String bytes, int status, String slug) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Handshake> handshakes() {
        String upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
        String key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        String version = "Sec-WebSocket-Version: 13\r\n";
        return List.of(
                new Handshake("no upgrade", get("/stream"), 426, "upgrade-required"),
                new Handshake("no key", get("/stream") + upgrade + version, 400, MALFORMED),
                new Handshake("a key alone", get("/stream") + key, 426, "upgrade-required"),
                new Handshake(
                        "a short key",
                        get("/stream") + upgrade + version + "Sec-WebSocket-Key: YQ==\r\n",
                        400,
                        MALFORMED),
                new Handshake(
                        "a key that is no base64",
                        get("/stream") + upgrade + version + "Sec-WebSocket-Key: !!!\r\n",
                        400,
                        MALFORMED),
                new Handshake(
                        "two keys", get("/stream") + upgrade + version + key + key, 400, MALFORMED),
                new Handshake(
                        "no version", get("/stream") + upgrade + key, 426, "upgrade-required"),
                new Handshake(
                        "version 12",
                        get("/stream") + upgrade + key + "Sec-WebSocket-Version: 12\r\n",
                        426,
                        "upgrade-required"),
                new Handshake(
                        "version 0",
                        get("/stream") + upgrade + key + "Sec-WebSocket-Version: 0\r\n",
                        426,
                        "upgrade-required"),
                new Handshake(
                        "version x",
                        get("/stream") + upgrade + key + "Sec-WebSocket-Version: x\r\n",
                        426,
                        "upgrade-required"),
                new Handshake(
                        "another upgrade",
                        get("/stream") + "Connection: Upgrade\r\nUpgrade: chat\r\n" + key + version,
                        426,
                        "upgrade-required"),
                new Handshake(
                        "no Connection",
                        get("/stream") + "Upgrade: websocket\r\n" + key + version,
                        426,
                        "upgrade-required"),
                new Handshake(
                        "a POST",
                        "POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n"
                                + upgrade
                                + key
                                + version,
                        405,
                        "method-not-allowed"),
                new Handshake(
                        "HTTP/1.0",
                        "GET /stream HTTP/1.0\r\n"
                                + "Host: a\r\n"
                                + "Connection: Upgrade, keep-alive\r\n"
                                + "Upgrade: websocket\r\n"
                                + key
                                + version,
                        426,
                        "upgrade-required"),
                new Handshake(
                        "another path",
                        get("/stream/other") + upgrade + key + version,
                        404,
                        "not-found"),
                new Handshake(
                        "another origin",
                        get("/stream")
                                + upgrade
                                + key
                                + version
                                + "Origin: https://evil.example\r\n",
                        403,
                        "origin-not-allowed"),
                new Handshake(
                        "a POST of events",
                        "POST " + EVENTS + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n",
                        405,
                        "method-not-allowed"),
                new Handshake("events of no id", get(EVENTS + "?watch=x"), 400, "invalid-id"),
                new Handshake(
                        "events of two ids that are none",
                        get(EVENTS + "?watch=,&watch=%20x"),
                        400,
                        "invalid-id"),
                new Handshake("no such path", get("/nothing"), 404, "not-found"));
    }

    private void assertAnswered(Row row) {
        try (LoggedFaults log = LoggedFaults.watch()) {
            assertThat(new BadRequestRun(base.getPort(), "/q/health/live").complaint(row))
                    .isEmpty();
            assertThat(log.faults()).isEmpty();
        }
    }

    private static Row carried(String name, String carrier) {
        return row(
                "a carrier with " + name, upgrade() + protocols(carrier) + "\r\n", 400, MALFORMED);
    }

    private static Row row(String name, String bytes, int status, String slug) {
        return new Row(name, bytes, status, slug, Then.GOES_ON);
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n";
    }

    private static String upgrade() {
        return get("/stream")
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    }

    private static String protocols(String carrier) {
        return "Sec-WebSocket-Protocol: holdfast.v2, bearer-token-carrier, " + carrier + "\r\n";
    }

    private static String carrier(String header, String value) {
        return URLEncoder.encode(
                        "quarkus-http-upgrade#" + header + "#" + value, StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
