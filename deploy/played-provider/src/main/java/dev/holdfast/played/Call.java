package dev.holdfast.played;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call as the provider saw it. Times are microseconds since the epoch.
 *
 * @param prompt the last user message, but for a wish to go on with the answer to it
 * @param messages the whole conversation that was sent, roles and texts
 * @param authorization SHA-256 of the header that carries the key, in hexadecimal; absent without
 * @param settings all of the request's top-level fields but the messages
 * @param chunks sent so far
 * @param end how it ended; absent while it runs
 * @param endedAt when it ended
 * @param connectionClosedAt when the caller closed the connection that carried it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Call(
        long number,
        String model,
        String prompt,
        List<Message> messages,
        @Nullable String authorization,
        JsonNode settings,
        boolean streamed,
        long connection,
        long connectionOpenedAt,
        long receivedAt,
        int chunks,
        @Nullable End end,
        @Nullable Long endedAt,
        @Nullable Long connectionClosedAt) {

    public record Message(String role, String text) {}

    public enum End {
        /** The script was played to its end. */
        PLAYED,
        /** The script reset the connection. */
        RESET,
        /** The caller closed the connection before the script's end. */
        LEFT
    }

    public boolean isRunning() {
        return end == null;
    }

    /** Whether the provider saw the caller go before the end. */
    public boolean wasLeft() {
        return end == End.LEFT;
    }
}
