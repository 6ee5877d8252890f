package dev.holdfast.worker.provider.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.worker.provider.ProviderListener;

/**
 * Reads one answer's events in one vendor's words. It keeps what the end needs (the finish reason)
 * and nothing that grows with the answer; the usage it tells as soon as it is counted. Errors
 * inside the stream never come here.
 */
public interface AnswerReader {

    /**
     * Tells {@code answer} what the event holds; an event that it does not know, it ignores. Where
     * the server sent no stream, the one event is the whole answer in the vendor's format for it.
     */
    void event(JsonNode event, ProviderListener answer);

    /** The answer ended without an error: the reader tells which end that is. */
    void end(ProviderListener answer, End how);

    /** How the reader learns of the end. */
    enum End {
        /** The server said so: {@code [DONE]}, or one object that is the whole answer. */
        DECLARED,
        /** The stream closed. The answer is complete only if its events have said so. */
        CLOSED
    }
}
