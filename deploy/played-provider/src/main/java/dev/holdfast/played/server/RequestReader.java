package dev.holdfast.played.server;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads requests of HTTP/1.1 off a connection, with a length or in chunks. */
final class RequestReader {
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_BODY = 64 * 1024 * 1024;

    private final InputStream in;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** Waits for the next request; null when the caller has closed its side. */
    @Nullable HttpRequest next() throws IOException {
        String start = line();
        if (start == null) {
            return null;
        }
        String[] words = start.split(" ", 3);
        if (words.length != 3) {
            throw new IOException("Not a request line");
        }
        Map<String, String> headers = headers();
        String path = words[1].split("\\?", 2)[0];
        return new HttpRequest(
                words[0], path, headers, new String(body(headers), StandardCharsets.UTF_8));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = lineOrFail(); !line.isEmpty(); line = lineOrFail()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("Not a header");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunkedBody();
        }
        return exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    private byte[] chunkedBody() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(lineOrFail().split(";", 2)[0].strip(), 16);
            if (body.size() + size > MAX_BODY) {
                throw new IOException("The body is too large");
            }
            body.writeBytes(exactly(size));
            if (size == 0) {
                while (!lineOrFail().isEmpty()) {
                    // Trailers mean nothing here.
                }
                return body.toByteArray();
            }
            lineOrFail();
        }
    }

    private byte[] exactly(int size) throws IOException {
        if (size > MAX_BODY) {
            throw new IOException("The body is too large");
        }
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("The body ends early");
        }
        return bytes;
    }

    private String lineOrFail() throws IOException {
        String line = line();
        if (line == null) {
            throw new EOFException("The request ends early");
        }
        return line;
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (bytes.size() > MAX_LINE) {
                throw new IOException("A line is too long");
            }
            if (next != '\r') {
                bytes.write(next);
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
