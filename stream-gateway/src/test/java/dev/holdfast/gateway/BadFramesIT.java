package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.stack.raw.LoggedFaults;
import dev.holdfast.stack.raw.RawAnswer;
import dev.holdfast.stack.raw.RawConnection;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of bad frames: a close with its code each, and nothing in the log. */
@QuarkusTest
@QuarkusTestResource(LogStack.class)
@Timeout(60)
class BadFramesIT extends Dialogue {
    private static final int FIN = 0x80;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    /**
     * @param frames what the client sends behind the handshake
     * @param code of the close that comes back; 1000 with a slug if the connection goes on, until
     *     the client closes it
     * @param slug of the problem that comes before it; empty if none does
     */
    record Row(String name, String frames, int code, String slug) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Row> rows() {
        String ping = "{\"type\":\"ping\"}";
        return List.of(
                violated("the first reserved bit", masked(FIN | 0x40 | TEXT, ping)),
                violated("the second reserved bit", masked(FIN | 0x20 | TEXT, ping)),
                violated("the third reserved bit", masked(FIN | 0x10 | TEXT, ping)),
                violated("all reserved bits on a ping", masked(FIN | 0x70 | PING, ping)),
                violated("bytes that are not UTF-8", masked(FIN | TEXT, bytes(0xff, 0xfe))),
                violated("an overlong slash", masked(FIN | TEXT, bytes(0xc0, 0xaf))),
                violated("a surrogate", masked(FIN | TEXT, bytes(0xed, 0xa0, 0x80))),
                violated("half a character at the end", masked(FIN | TEXT, bytes(0xe4, 0xb8))),
                violated(
                        "a broken character over two frames",
                        all(masked(TEXT, bytes(0xe4)), masked(FIN, bytes(0x41)))),
                violated("no mask", bytes(FIN | TEXT, 2, '{', '}')),
                violated("opcode 3", masked(FIN | 3, ping)),
                violated("opcode 7", masked(FIN | 7, ping)),
                violated("opcode 11", masked(FIN | 11, ping)),
                violated("opcode 15", masked(FIN | 15, ping)),
                violated("a ping in pieces", masked(PING, ping)),
                violated("a close in pieces", masked(CLOSE, bytes(3, 232))),
                violated("a ping that is too long", masked(FIN | PING, zeros(126))),
                violated("a pong that is too long", masked(FIN | PONG, zeros(126))),
                violated("a close that is too long", masked(FIN | CLOSE, zeros(126))),
                violated("a continuation of nothing", masked(FIN, ping)),
                violated("a text within a text", all(masked(TEXT, ping), masked(FIN | TEXT, ping))),
                violated(
                        "a binary within a text",
                        all(masked(TEXT, ping), masked(FIN | BINARY, ping))),
                violated("a close of one byte", masked(FIN | CLOSE, bytes(3))),
                violated("close code 0", close(0)),
                violated("close code 999", close(999)),
                violated("close code 1004", close(1004)),
                violated("close code 1005", close(1005)),
                violated("close code 1006", close(1006)),
                violated("close code 1015", close(1015)),
                violated("close code 2999", close(2999)),
                violated("close code 5000", close(5000)),
                violated("close code 65535", close(65535)),
                violated(
                        "a close whose reason is not UTF-8",
                        masked(FIN | CLOSE, bytes(3, 232, 0xff))),
                violated(
                        "a length in more bytes than it needs",
                        bytes(FIN | TEXT, 0xfe, 0, 2, 0, 0, 0, 0, '{', '}')),
                violated(
                        "a length below zero",
                        bytes(
                                FIN | TEXT,
                                0xff,
                                0xff,
                                0xff,
                                0xff,
                                0xff,
                                0xff,
                                0xff,
                                0xff,
                                0xff,
                                0,
                                0,
                                0,
                                0)),
                new Row(
                        "a length beyond everything",
                        bytes(
                                FIN | TEXT,
                                0xff,
                                0x7f,
                                0xff,
                                0xff,
                                0xff,
                                0xff,
                                0xff,
                                0xff,
                                0xff,
                                0,
                                0,
                                0,
                                0),
                        4501,
                        "frame-too-large"),
                new Row(
                        "a frame that is too large",
                        masked(FIN | TEXT, zeros(LogStack.FRAME_BYTES + 1)),
                        4501,
                        "frame-too-large"),
                new Row(
                        "pieces that are too large together",
                        all(
                                masked(TEXT, zeros(200_000)),
                                masked(0, zeros(200_000)),
                                masked(FIN, zeros(200_000))),
                        4501,
                        "frame-too-large"),
                new Row(
                        "a binary that is too large",
                        masked(FIN | BINARY, zeros(LogStack.FRAME_BYTES + 1)),
                        4501,
                        "frame-too-large"),
                new Row("a plain close", masked(FIN | CLOSE, bytes()), 1000, ""),
                new Row("a close with a code", close(1000), 1000, ""),
                new Row("a close with a code of one's own", close(4242), 4242, ""),
                new Row(
                        "an empty text, which is only refused",
                        masked(FIN | TEXT, bytes()),
                        1000,
                        "malformed-request"),
                new Row(
                        "an empty text in empty pieces, which Vert.x passes over",
                        all(
                                masked(TEXT, bytes()),
                                masked(0, bytes()),
                                masked(FIN, bytes()),
                                close(1000)),
                        1000,
                        ""),
                new Row(
                        "a binary frame, which is only refused",
                        masked(FIN | BINARY, ping),
                        1000,
                        "unknown-frame"),
                new Row(
                        "a ping between the pieces of a text",
                        all(
                                masked(TEXT, bytes('{')),
                                masked(FIN | PING, bytes()),
                                masked(FIN, bytes('}'))),
                        1000,
                        "unknown-frame"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void closesWithACode(Row row) {
        try (LoggedFaults log = LoggedFaults.watch();
                RawConnection connection = RawConnection.open(base.getPort())) {
            assertAccepted(connection.send(handshake()));
            assertCloses(connection.send(row.frames()), row);
            assertThat(log.faults()).isEmpty();
        }
    }

    private static void assertAccepted(RawConnection connection) {
        assertThat(connection.next()).isNotNull().extracting(RawAnswer::status).isEqualTo(101);
    }

    private static void assertCloses(RawConnection connection, Row row) {
        StringBuilder said = new StringBuilder();
        Frame frame = Frame.read(connection);
        for (; frame.opcode() != CLOSE; frame = Frame.read(connection)) {
            if (frame.opcode() == TEXT) {
                said.append(frame.payload());
                if (row.code() == 1000) {
                    connection.send(close(1000));
                }
            }
        }
        assertThat(frame.closeCode()).isEqualTo(row.code());
        if (!row.slug().isEmpty()) {
            assertThat(said.toString()).contains("\"slug\":\"" + row.slug() + "\"");
        }
        connection.end();
        assertThat(connection.isEnded()).isTrue();
    }

    /**
     * @param payload each character is one byte
     */
    private record Frame(int opcode, String payload) {
        static Frame read(RawConnection connection) {
            byte[] head = connection.read(2);
            int length = head[1] & 0x7f;
            if (length == 126) {
                length = ByteBuffer.wrap(connection.read(2)).getShort() & 0xffff;
            }
            return new Frame(
                    head[0] & 0x0f,
                    new String(connection.read(length), StandardCharsets.ISO_8859_1));
        }

        int closeCode() {
            return payload.isEmpty() ? 1005 : (payload.charAt(0) << 8) + payload.charAt(1);
        }
    }

    private String handshake() {
        return "GET /stream HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Authorization: Bearer "
                + stack.issuer().token(user)
                + "\r\n\r\n";
    }

    private static Row violated(String name, String frames) {
        return new Row(name, frames, 4500, "malformed-request");
    }

    private static String close(int code) {
        return masked(FIN | CLOSE, bytes(code >> 8, code & 0xff));
    }

    /** With a mask of zeros, which masks nothing and is one. */
    private static String masked(int first, String payload) {
        int length = payload.length();
        String head;
        if (length < 126) {
            head = bytes(first, 0x80 | length);
        } else if (length < 65_536) {
            head = bytes(first, 0x80 | 126, length >> 8, length & 0xff);
        } else {
            head =
                    bytes(
                            first,
                            0x80 | 127,
                            0,
                            0,
                            0,
                            0,
                            0,
                            length >> 16,
                            length >> 8 & 0xff,
                            length & 0xff);
        }
        return head + zeros(4) + payload;
    }

    private static String zeros(int length) {
        return "\0".repeat(length);
    }

    private static String all(String... parts) {
        return String.join("", parts);
    }

    private static String bytes(int... values) {
        StringBuilder bytes = new StringBuilder();
        for (int value : values) {
            bytes.append((char) value);
        }
        return bytes.toString();
    }
}
