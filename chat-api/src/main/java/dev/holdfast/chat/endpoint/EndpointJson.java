package dev.holdfast.chat.endpoint;

import dev.holdfast.chat.database.Json;
import dev.holdfast.contracts.catalog.ModelOffer;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the columns of an endpoint hold in JSON. */
@Singleton
class EndpointJson {
    private final Json json;

    EndpointJson(Json json) {
        this.json = json;
    }

    String write(List<String> names) {
        return json.write(names);
    }

    List<String> names(String stored) {
        return List.of(json.read(stored, String[].class));
    }

    List<ModelOffer> offers(@Nullable String stored) {
        return stored == null ? List.of() : List.of(json.read(stored, ModelOffer[].class));
    }
}
