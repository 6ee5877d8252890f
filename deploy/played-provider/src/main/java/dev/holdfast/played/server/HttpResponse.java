package dev.holdfast.played.server;

import dev.holdfast.played.Act;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes one response: either whole, or as a stream in chunks. Used by one thread. */
final class HttpResponse {
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final Map<Integer, String> REASONS =
            Map.ofEntries(
                    Map.entry(200, "OK"),
                    Map.entry(204, "No Content"),
                    Map.entry(400, "Bad Request"),
                    Map.entry(401, "Unauthorized"),
                    Map.entry(403, "Forbidden"),
                    Map.entry(404, "Not Found"),
                    Map.entry(429, "Too Many Requests"),
                    Map.entry(500, "Internal Server Error"),
                    Map.entry(502, "Bad Gateway"),
                    Map.entry(503, "Service Unavailable"),
                    Map.entry(504, "Gateway Timeout"));

    private final OutputStream out;
    private boolean streaming;

    HttpResponse(OutputStream out) {
        this.out = out;
    }

    void whole(int status, Map<String, String> headers, byte[] body) throws IOException {
        whole(status, "application/json", headers, body);
    }

    void whole(Act.Whole whole) throws IOException {
        byte[] body = whole.body().getBytes(StandardCharsets.UTF_8);
        whole(
                whole.status(),
                whole.contentType(),
                whole.gzip() ? Map.of("Content-Encoding", "gzip") : Map.of(),
                whole.gzip() ? gzip(body) : body);
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(body);
        }
        return bytes.toByteArray();
    }

    private void whole(
            int status, @Nullable String contentType, Map<String, String> headers, byte[] body)
            throws IOException {
        ByteArrayOutputStream bytes = head(status, headers);
        if (contentType != null && status != 204) {
            bytes.writeBytes(ascii("Content-Type: " + contentType + "\r\n"));
        }
        if (status != 204) {
            bytes.writeBytes(ascii("Content-Length: " + body.length + "\r\n"));
        }
        bytes.writeBytes(LINE_END);
        bytes.writeBytes(body);
        out.write(bytes.toByteArray());
    }

    boolean isStreaming() {
        return streaming;
    }

    void openStream() throws IOException {
        streaming = true;
        ByteArrayOutputStream bytes =
                head(
                        200,
                        Map.of(
                                "Content-Type", "text/event-stream; charset=utf-8",
                                "Cache-Control", "no-cache, must-revalidate",
                                "Transfer-Encoding", "chunked"));
        bytes.writeBytes(LINE_END);
        out.write(bytes.toByteArray());
    }

    /**
     * @param writeSize bytes per write to the socket, each a chunk of HTTP too; 0 for all at once
     */
    void stream(byte[] bytes, int writeSize) throws IOException {
        int step = writeSize == 0 ? bytes.length : writeSize;
        for (int from = 0; from < bytes.length; from += step) {
            int length = Math.min(step, bytes.length - from);
            ByteArrayOutputStream chunk = new ByteArrayOutputStream(length + 16);
            chunk.writeBytes(ascii(Integer.toHexString(length)));
            chunk.writeBytes(LINE_END);
            chunk.write(bytes, from, length);
            chunk.writeBytes(LINE_END);
            out.write(chunk.toByteArray());
        }
    }

    void endStream() throws IOException {
        out.write(ascii("0\r\n\r\n"));
    }

    private static ByteArrayOutputStream head(int status, Map<String, String> headers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        bytes.writeBytes(
                ascii(
                        "HTTP/1.1 "
                                + status
                                + " "
                                + REASONS.getOrDefault(status, "Status")
                                + "\r\n"));
        headers.forEach((name, value) -> bytes.writeBytes(ascii(name + ": " + value + "\r\n")));
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
