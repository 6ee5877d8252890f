package dev.holdfast.worker.publish;

import dev.holdfast.contracts.wire.Topic;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record as it will lie in its topic.
 *
 * @param headers by name; values are written as UTF-8
 */
@SuppressWarnings(
        "ArrayRecordComponent") // compared by nobody; a copy of each answer would be waste
public record OutgoingRecord(
        Topic topic, @Nullable String key, byte @Nullable [] value, Map<String, String> headers) {

    /** Room for the key, the headers and the batch around the value. */
    private static final int OVERHEAD_BYTES = 64 * 1024;

    public OutgoingRecord {
        headers = Map.copyOf(headers);
    }

    /** Whether the broker will take it. */
    public boolean fits() {
        return value == null || value.length <= Topic.MAX_RECORD_BYTES - OVERHEAD_BYTES;
    }
}
