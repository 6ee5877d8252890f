package dev.holdfast.chat.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Parts of the contract's records as the JSON that a column holds. */
@ApplicationScoped
class JsonColumn {
    private final ObjectMapper json;

    JsonColumn(ObjectMapper json) {
        this.json = json;
    }

    String of(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException aRecordOfTheContract) {
            throw new IllegalArgumentException(aRecordOfTheContract);
        }
    }

    @Nullable String orNull(@Nullable Object value) {
        return value == null ? null : of(value);
    }
}
