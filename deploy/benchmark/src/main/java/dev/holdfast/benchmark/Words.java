package dev.holdfast.benchmark;

import com.fasterxml.jackson.databind.JsonNode;

/** Tells progress that brings words from progress that only shows again what is kept. */
final class Words {
    private Words() {}

    /** Whether the event brings characters of the answer's text. */
    static boolean areIn(JsonNode event) {
        for (JsonNode piece : event.path("pieces")) {
            if (piece.path("type").asText().equals("text")
                    && !piece.path("text").asText().isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
