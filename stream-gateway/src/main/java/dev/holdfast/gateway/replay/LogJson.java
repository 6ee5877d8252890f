package dev.holdfast.gateway.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.contracts.log.LogEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The log's JSON. A mapper of its own, since what clients receive must not change with the
 * framework's settings.
 */
public final class LogJson {
    private static final String GENERATION = "generation.";

    /** For frames and problems too, so that every word on the wire is written in one way. */
    public static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    // A value with anything behind its object would break the frame it is put into.
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /**
     * What every event of the log has, whatever it says.
     *
     * @param type a string, in all that is an event
     * @param conversationId null where the event is about no conversation
     * @param sequence null where the event carries none
     */
    public record Head(
            @Nullable JsonNode type, @Nullable UUID conversationId, @Nullable Long sequence) {
        public boolean isEvent() {
            return type != null && type.isTextual();
        }

        /** Of a generation, be it of a type that is known here or not. */
        public boolean isOfGeneration() {
            return type != null && type.asText().startsWith(GENERATION);
        }
    }

    private LogJson() {}

    /**
     * @throws IOException if it is not one object in JSON
     */
    public static Head head(byte[] body) throws IOException {
        return MAPPER.readValue(body, Head.class);
    }

    /**
     * @throws IOException if it is not one event in JSON
     */
    public static LogEvent read(byte[] body) throws IOException {
        return MAPPER.readValue(body, LogEvent.class);
    }

    /** Reads what {@link #read} has read before. */
    static LogEvent readAgain(byte[] body) {
        try {
            return read(body);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("an event that was read could not be read", unreadable);
        }
    }

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("a frame that has no JSON", unwritable);
        }
    }
}
