package dev.holdfast.worker.provider.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * The body of an answer with status 200, judged by what it is and not by what its head calls it:
 * servers send event streams as {@code text/plain}, and one whole object where a stream was asked
 * for. The first byte that is not blank decides. Confined to one context.
 */
final class AnswerBody {
    /** Takes what the body holds. */
    interface Sink extends SseReader.Sink {
        /** The body is JSON: one object, an array, or several objects one after the other. */
        void json(String whole);

        /** The body is neither; a web page, most often. */
        void neither();
    }

    private enum Kind {
        UNKNOWN,
        EVENTS,
        JSON,
        NEITHER
    }

    private final int maxBytes;
    private final Sink sink;
    private final SseReader events;
    private Kind kind = Kind.UNKNOWN;

    /** What has come of a body that is not read as it comes. */
    private Buffer kept = Buffer.buffer();

    /**
     * @param maxBytes of one event, or of a whole body in JSON
     */
    AnswerBody(int maxBytes, Sink sink) {
        this.maxBytes = maxBytes;
        this.sink = sink;
        this.events = new SseReader(maxBytes, sink);
    }

    /**
     * @return false where it is larger than allowed; nothing more may be fed then
     */
    boolean feed(Buffer chunk) {
        return switch (kind) {
            case EVENTS -> events.feed(chunk);
            case NEITHER -> true;
            case JSON -> keep(chunk);
            case UNKNOWN -> {
                if (!keep(chunk)) {
                    yield false;
                }
                kind = kindOf(kept);
                yield kind != Kind.EVENTS || feedKept();
            }
        };
    }

    private boolean keep(Buffer chunk) {
        if (kept.length() + chunk.length() > maxBytes) {
            return false;
        }
        kept.appendBuffer(chunk);
        return true;
    }

    private boolean feedKept() {
        Buffer first = kept;
        kept = Buffer.buffer();
        return events.feed(first);
    }

    private static Kind kindOf(Buffer beginning) {
        byte[] bytes = beginning.getBytes();
        for (int i = startOf(bytes); i < bytes.length; i++) {
            switch (bytes[i]) {
                case ' ', '\t', '\r', '\n' -> {}
                case '{', '[' -> {
                    return Kind.JSON;
                }
                // A comment, or one of: data, event, error, id, retry.
                case ':', 'd', 'e', 'i', 'r' -> {
                    return Kind.EVENTS;
                }
                default -> {
                    return Kind.NEITHER;
                }
            }
        }
        return Kind.UNKNOWN;
    }

    /** Behind a byte order mark. */
    private static int startOf(byte[] bytes) {
        boolean marked =
                bytes.length >= 3
                        && bytes[0] == (byte) 0xEF
                        && bytes[1] == (byte) 0xBB
                        && bytes[2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    /** The body has come to its end. */
    void end() {
        switch (kind) {
            case EVENTS -> events.end();
            case JSON -> sink.json(kept.toString(StandardCharsets.UTF_8));
            case NEITHER -> sink.neither();
            // Nothing but blanks: a stream without an event.
            case UNKNOWN -> {}
        }
    }
}
