package dev.holdfast.chat.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Records as the JSON that a column holds or a row is read as. Whatever text is in them comes out
 * {@link Storable}, so that neither a {@code text} nor a {@code jsonb} column refuses it.
 */
@Singleton
public class Json {
    private final ObjectMapper mapper;
    private final ObjectWriter writer;

    public Json(ObjectMapper mapper) {
        this.mapper = mapper;
        this.writer = mapper.writer(new StorableCharacters());
    }

    public String write(Object value) {
        try {
            return Storable.text(writer.writeValueAsString(value));
        } catch (JsonProcessingException aRecordOfOurs) {
            throw new IllegalArgumentException(aRecordOfOurs);
        }
    }

    public @Nullable String writeOrNull(@Nullable Object value) {
        return value == null ? null : write(value);
    }

    /** Of something that this service has stored. */
    public <T> T read(String stored, Class<T> type) {
        try {
            return mapper.readValue(stored, type);
        } catch (JsonProcessingException ofOurOwnRow) {
            // Without the cause: Jackson quotes what it could not read, and that may be someone's
            // text.
            throw new IllegalStateException(
                    "what is stored as %s cannot be read: %s"
                            .formatted(
                                    type.getSimpleName(), ofOurOwnRow.getClass().getSimpleName()));
        }
    }
}
