package dev.holdfast.worker.provider.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Server-sent events out of a stream of bytes, however it is cut. Lines are found in the bytes,
 * where no part of a longer UTF-8 sequence looks like a line's end, and decoded when they are
 * whole. Confined to one context.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">The format</a>
 */
final class SseReader {
    /** Takes what the stream holds. */
    interface Sink {
        /**
         * @return whether more is wanted
         */
        boolean event(String name, String data);

        /** A line that says nothing: the server is still there. */
        void comment();
    }

    /** The name of an event that is an error, whatever its data look like. */
    static final String ERROR = "error";

    private final Sink sink;
    private final int maxBytes;

    /** The part of a line that has come so far; only the first {@code length} bytes count. */
    private byte[] line = new byte[512];

    private int length;
    private boolean afterCarriageReturn;
    private boolean atStart = true;
    private boolean open = true;
    private String name = "";
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;

    SseReader(int maxBytes, Sink sink) {
        this.maxBytes = maxBytes;
        this.sink = sink;
    }

    /**
     * @return false where an event is larger than allowed; nothing more may be fed then
     */
    boolean feed(Buffer chunk) {
        byte[] bytes = chunk.getBytes();
        int from = 0;
        for (int i = 0; i < bytes.length && open; i++) {
            byte b = bytes[i];
            if (b != '\n' && b != '\r') {
                continue;
            }
            boolean secondHalf = b == '\n' && afterCarriageReturn && i == from && length == 0;
            if (!secondHalf) {
                if (!append(bytes, from, i)) {
                    return false;
                }
                endLine();
            }
            afterCarriageReturn = b == '\r';
            from = i + 1;
        }
        if (from < bytes.length && open) {
            afterCarriageReturn = false;
            return append(bytes, from, bytes.length);
        }
        return true;
    }

    private boolean append(byte[] bytes, int from, int to) {
        int more = to - from;
        if (length + more + data.length() > maxBytes) {
            return false;
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(length + more, line.length * 2));
        }
        System.arraycopy(bytes, from, line, length, more);
        length += more;
        return true;
    }

    private void endLine() {
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        length = 0;
        if (atStart) {
            atStart = false;
            text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        }
        if (text.isEmpty()) {
            dispatch();
            return;
        }
        int colon = text.indexOf(':');
        // By the format's letter a blank belongs to the name; some servers indent their lines.
        String field = (colon < 0 ? text : text.substring(0, colon)).strip();
        String value = colon < 0 ? "" : text.substring(colon + 1);
        value = value.startsWith(" ") ? value.substring(1) : value;
        switch (field) {
            case "data" -> data(value);
            case "event" -> name = value.strip();
            // llama.cpp sends an error as a field of this name.
            case ERROR -> {
                name = ERROR;
                data(value);
            }
            case "" -> sink.comment();
            default -> {}
        }
    }

    private void data(String value) {
        if (hasData) {
            data.append('\n');
        }
        hasData = true;
        data.append(value);
    }

    /**
     * What stands without an empty line behind it: by the format's letter it is no event, but some
     * servers close right after their last line.
     */
    void end() {
        if (open && length > 0) {
            endLine();
        }
        if (open) {
            dispatch();
        }
    }

    private void dispatch() {
        String event = name;
        name = "";
        if (!hasData) {
            return;
        }
        String whole = data.toString();
        data.setLength(0);
        hasData = false;
        open = sink.event(event, whole);
    }
}
