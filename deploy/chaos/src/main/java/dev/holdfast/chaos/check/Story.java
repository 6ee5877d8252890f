package dev.holdfast.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One generation as the log tells it. */
final class Story {
    /** Every claim, those that lost included. */
    final List<Entry> claims = new ArrayList<>();

    boolean queued;
    int attempt;
    String run = "";
    @Nullable Entry end;

    /** How many attempts were begun by a worker after the first. */
    int takeovers;

    boolean owns(JsonNode event) {
        return end == null
                && event.get("attempt").asInt() == attempt
                && event.path("run").asText().equals(run);
    }
}
