package dev.holdfast.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.util.UUID;

/**
 * An answer of the REST interface.
 *
 * @param body a missing node where there is none
 */
public record ApiAnswer(int status, HttpHeaders headers, JsonNode body) {

    /** The problem's slug; empty where the body is no problem. */
    public String slug() {
        return body.path("slug").asText();
    }

    /** The generation that a sent message made. */
    public UUID generationId() {
        return UUID.fromString(body.at("/generation/id").asText());
    }

    /** The assistant's message that a sent message made. */
    public UUID replyId() {
        return UUID.fromString(body.at("/reply/id").asText());
    }

    /**
     * @throws IllegalStateException if the status is another
     */
    public ApiAnswer expect(int expected) {
        if (status != expected) {
            throw new IllegalStateException(
                    "expected " + expected + " but was " + status + ": " + body);
        }
        return this;
    }
}
