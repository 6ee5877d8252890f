package dev.holdfast.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the gateway's events off a stream: strict, for one {@code data:} line an event. */
final class SseReader implements AutoCloseable {
    private final BufferedReader lines;
    private @Nullable JsonNode frame;

    SseReader(InputStream stream) {
        this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /**
     * Reads the next event.
     *
     * @return false at the end of the stream
     * @throws IOException if the stream breaks, or says something other than its data
     */
    boolean next() throws IOException {
        String id = null;
        String event = null;
        JsonNode data = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty() && data != null) {
                check("event", event, data.path("type").asText());
                if (data.has("cursor")) {
                    check("id", id, data.get("cursor").asText());
                }
                frame = data;
                return true;
            }
            if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                event = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data = Json.read(line.substring(5));
            }
        }
        return false;
    }

    JsonNode frame() {
        if (frame == null) {
            throw new IllegalStateException("nothing was read yet");
        }
        return frame;
    }

    private static void check(String field, @Nullable String found, String expected)
            throws IOException {
        if (!expected.equals(found)) {
            throw new IOException(field + " is " + found + " where the frame says " + expected);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
