package dev.holdfast.gateway.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.contracts.log.LogEvent;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The log's JSON. A mapper of its own, since what clients receive must not change with the
 * framework's settings.
 */
public final class LogJson {
    /** For frames and problems too, so that every word on the wire is written in one way. */
    public static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    // A value with anything behind its object would break the frame it is put into.
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private LogJson() {}

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
