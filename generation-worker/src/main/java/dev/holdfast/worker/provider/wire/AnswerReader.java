package dev.holdfast.worker.provider.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.worker.provider.ProviderListener;

/**
 * Reads one answer's events in one vendor's words. It keeps what the end needs (the finish reason,
 * the usage) and nothing that grows with the answer. Errors inside the stream never come here.
 */
public interface AnswerReader {

    /** Tells {@code answer} what the event holds; an event that it does not know, it ignores. */
    void event(JsonNode event, ProviderListener answer);

    /** The stream ended cleanly. Whether the answer had ended, its events have told, or not. */
    void end(ProviderListener answer);
}
