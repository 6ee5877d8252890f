package dev.holdfast.chat.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contracts.log.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of the contract's records as the JSON that a column holds. */
@ApplicationScoped
class JsonColumn {
    private static final TypeReference<List<List<Source>>> PIECES = new TypeReference<>() {};

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

    /**
     * @param pieces lists of sources in the log's order; null where there are none
     */
    List<Source> sources(@Nullable String pieces) {
        if (pieces == null) {
            return List.of();
        }
        try {
            List<Source> all = List.of();
            for (List<Source> more : json.readValue(pieces, PIECES)) {
                all = Source.join(all, more);
            }
            return all;
        } catch (JsonProcessingException ofOurOwnRow) {
            throw new IllegalStateException("stored sources cannot be read", ofOurOwnRow);
        }
    }

    @Nullable String orNull(@Nullable Object value) {
        return value == null ? null : of(value);
    }
}
