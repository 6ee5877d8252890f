package dev.holdfast.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** One record of the log. */
record Entry(String user, int partition, long offset, Instant writtenAt, JsonNode event) {
    String where() {
        return partition + ":" + offset;
    }
}
