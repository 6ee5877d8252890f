package dev.holdfast.chat.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contracts.catalog.ModelOffer;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the columns of an endpoint hold in JSON. */
@Singleton
class EndpointJson {
    private final ObjectMapper json;

    EndpointJson(ObjectMapper json) {
        this.json = json;
    }

    String write(List<String> names) {
        try {
            return json.writeValueAsString(names);
        } catch (JsonProcessingException aListOfStrings) {
            throw new IllegalArgumentException(aListOfStrings);
        }
    }

    List<String> names(String stored) {
        return read(stored, new TypeReference<List<String>>() {});
    }

    List<ModelOffer> offers(@Nullable String stored) {
        return stored == null ? List.of() : read(stored, new TypeReference<List<ModelOffer>>() {});
    }

    private <T> T read(String stored, TypeReference<T> type) {
        try {
            return json.readValue(stored, type);
        } catch (JsonProcessingException ofOurOwnRow) {
            throw new IllegalStateException("a row of endpoint cannot be read", ofOurOwnRow);
        }
    }
}
