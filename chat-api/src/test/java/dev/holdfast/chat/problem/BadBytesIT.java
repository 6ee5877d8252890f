package dev.holdfast.chat.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.chat.stack.ApiTest;
import dev.holdfast.stack.raw.BadRequestRun;
import dev.holdfast.stack.raw.BadRequests;
import dev.holdfast.stack.raw.BadRequests.Row;
import dev.holdfast.stack.raw.BadRequests.Then;
import dev.holdfast.stack.raw.LoggedFaults;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of bad input: one answer each, with its problem, and nothing in the log. */
@QuarkusTest
@Timeout(60)
class BadBytesIT extends ApiTest {
    private static final String PATH = "/api/conversations";
    private static final String UNAUTHENTICATED = "unauthenticated";

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    URI home;

    static Stream<Row> framing() {
        return Stream.concat(
                BadRequests.of(PATH).stream(),
                BadRequests.unusual(PATH, 401, UNAUTHENTICATED).stream());
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
                        "Bearer ...",
                        "Bearer ....",
                        "Bearer a.",
                        "Bearer a..",
                        "Bearer a.b",
                        "Bearer a.b.c",
                        "Bearer .a.",
                        "Bearer a.b.c.d.e",
                        "Bearer " + jws("{}", "{}"),
                        "Bearer " + jws("[]", "{}"),
                        "Bearer " + jws("{}", "[]"),
                        "Bearer " + jws("null", "null"),
                        "Bearer " + jws("{\"alg\":\"none\"}", "{}"),
                        "Bearer " + jws("{\"alg\":7}", "{\"exp\":\"never\"}"),
                        "Bearer " + jws("{\"alg\":\"RS256\",\"kid\":7}", "{\"sub\":7}"),
                        "Bearer " + jws("{\"alg\":\"RS256\",\"kid\":\"x\"}", "{\"aud\":{}}"),
                        "Bearer " + jws("{\"alg\":\"HS256\"}", "{\"sub\":\"a\"}"),
                        "Bearer " + jws("{\"a\":".repeat(900) + "1" + "}".repeat(900), "{}"),
                        "Bearer \u00e4.\u00e4.\u00e4",
                        "Bearer  a b c",
                        "bearer .",
                        "Basic .",
                        "Basic " + base64("alice"),
                        "DPoP .",
                        "",
                        ".",
                        "Negotiate x",
                        "x".repeat(5_000))) {
            rows.add(
                    new Row(
                            "token "
                                    + rows.size()
                                    + " "
                                    + token.substring(0, Math.min(24, token.length())),
                            "GET "
                                    + PATH
                                    + " HTTP/1.1\r\nHost: a\r\nAuthorization: "
                                    + token
                                    + "\r\n\r\n",
                            401,
                            UNAUTHENTICATED,
                            Then.GOES_ON));
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void refusesWhatIsNoToken(Row row) {
        assertAnswered(row);
    }

    static List<Row> wrongCalls() {
        String host = " HTTP/1.1\r\nHost: a\r\n";
        return List.of(
                new Row(
                        "another origin",
                        "GET " + PATH + host + "Origin: https://evil.example\r\n\r\n",
                        403,
                        "origin-not-allowed",
                        Then.GOES_ON),
                new Row(
                        "another origin's preflight",
                        "OPTIONS "
                                + PATH
                                + host
                                + "Origin: https://evil.example\r\n"
                                + "Access-Control-Request-Method: PUT\r\n\r\n",
                        403,
                        "origin-not-allowed",
                        Then.GOES_ON),
                new Row(
                        "an origin that is none",
                        "GET " + PATH + host + "Origin: \u00a7\r\n\r\n",
                        403,
                        "origin-not-allowed",
                        Then.GOES_ON),
                new Row(
                        "no such path",
                        "GET /api/nothing" + host + "\r\n",
                        404,
                        "not-found",
                        Then.GOES_ON),
                new Row(
                        "no such path outside",
                        "GET /nothing/at/all" + host + "\r\n",
                        404,
                        "not-found",
                        Then.GOES_ON),
                new Row(
                        "a method that is not taken",
                        "PATCH " + PATH + host + "Content-Length: 0\r\n\r\n",
                        405,
                        "method-not-allowed",
                        Then.GOES_ON),
                new Row(
                        "a method of one's own",
                        "DANCE " + PATH + host + "\r\n",
                        405,
                        "method-not-allowed",
                        Then.GOES_ON),
                new Row(
                        "a trace",
                        "TRACE " + PATH + host + "\r\n",
                        405,
                        "method-not-allowed",
                        Then.GOES_ON),
                new Row(
                        "a body of another type",
                        "PUT "
                                + PATH
                                + "/x"
                                + host
                                + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}",
                        415,
                        "unsupported-media-type",
                        Then.GOES_ON),
                new Row(
                        "a type that is none",
                        "PUT "
                                + PATH
                                + "/x"
                                + host
                                + "Content-Type: ///\r\nContent-Length: 2\r\n\r\n{}",
                        415,
                        "unsupported-media-type",
                        Then.GOES_ON),
                new Row(
                        "a charset that is none",
                        "PUT "
                                + PATH
                                + "/x"
                                + host
                                + "Content-Type: application/json;charset=x y\r\n"
                                + "Content-Length: 2\r\n\r\n"
                                + "{}",
                        401,
                        UNAUTHENTICATED,
                        Then.GOES_ON),
                new Row(
                        "an answer of no kind",
                        "GET /api/client" + host + "Accept: image/png\r\n\r\n",
                        406,
                        "not-acceptable",
                        Then.GOES_ON),
                new Row(
                        "an accept that is none",
                        "GET /api/client" + host + "Accept: ;;;\r\n\r\n",
                        406,
                        "not-acceptable",
                        Then.GOES_ON),
                new Row(
                        "a wait for 100",
                        "PUT "
                                + PATH
                                + "/x"
                                + host
                                + "Content-Type: application/json\r\n"
                                + "Expect: 100-continue\r\n"
                                + "Content-Length: 2\r\n\r\n"
                                + "{}",
                        401,
                        UNAUTHENTICATED,
                        Then.GOES_ON),
                new Row(
                        "another page's upgrade",
                        "GET " + PATH + host + "Connection: upgrade\r\nUpgrade: websocket\r\n\r\n",
                        401,
                        UNAUTHENTICATED,
                        Then.GOES_ON),
                new Row(
                        "a slash twice",
                        "GET //api//conversations" + host + "\r\n",
                        401,
                        UNAUTHENTICATED,
                        Then.GOES_ON),
                new Row(
                        "a way up",
                        "GET /api/../../etc/passwd" + host + "\r\n",
                        404,
                        "not-found",
                        Then.GOES_ON),
                new Row(
                        "a matrix",
                        "GET /api/conversations;a=b" + host + "\r\n",
                        401,
                        UNAUTHENTICATED,
                        Then.GOES_ON),
                new Row(
                        "a trace that is none",
                        "GET " + PATH + host + "traceparent: x\r\n\r\n",
                        401,
                        UNAUTHENTICATED,
                        Then.GOES_ON),
                new Row(
                        "a cookie that is none",
                        "GET " + PATH + host + "Cookie: =;;=\u00e4\r\n\r\n",
                        401,
                        UNAUTHENTICATED,
                        Then.GOES_ON),
                new Row(
                        "a range that is none",
                        "GET /" + host + "Range: bytes=9-1\r\n\r\n",
                        200,
                        "",
                        Then.GOES_ON),
                new Row(
                        "a date that is none",
                        "GET /" + host + "If-Modified-Since: yesterday\r\n\r\n",
                        200,
                        "",
                        Then.GOES_ON));
    }

    @ParameterizedTest
    @MethodSource("wrongCalls")
    void saysWhatIsWrongWithACall(Row row) {
        assertAnswered(row);
    }

    private void assertAnswered(Row row) {
        try (LoggedFaults log = LoggedFaults.watch()) {
            assertThat(new BadRequestRun(home.getPort(), "/q/health/live").complaint(row))
                    .isEmpty();
            assertThat(log.faults()).isEmpty();
        }
    }

    private static String jws(String head, String claims) {
        return base64(head) + "." + base64(claims) + "." + base64("signature");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
