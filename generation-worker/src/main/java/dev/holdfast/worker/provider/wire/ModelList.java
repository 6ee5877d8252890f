package dev.holdfast.worker.provider.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.catalog.TokenPrice;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's own list of models says. One reader for all: the lists differ in the names of
 * their fields, and each takes what it finds (OpenAI's has names alone, Google's limits, Mistral's
 * what a model can do, OpenRouter's prices).
 */
final class ModelList {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private ModelList() {}

    /** Nothing where it is no list. */
    static Optional<List<ModelOffer>> read(Buffer body) {
        try {
            JsonNode json = JSON.readTree(body.getBytes());
            JsonNode models = models(json);
            if (!models.isArray()) {
                return Optional.empty();
            }
            List<ModelOffer> offers = new ArrayList<>();
            for (JsonNode model : models) {
                String name = name(model);
                if (!name.isEmpty() && chats(model)) {
                    offers.add(offer(name, model));
                }
            }
            return Optional.of(List.copyOf(offers));
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    /** Some servers send the list without a frame. */
    private static JsonNode models(JsonNode json) {
        if (json.isArray()) {
            return json;
        }
        return json.has("models") ? json.path("models") : json.path("data");
    }

    private static String name(JsonNode model) {
        String id = model.path("id").asText("");
        String name = id.isEmpty() ? model.path("name").asText("") : id;
        return name.startsWith("models/") ? name.substring("models/".length()) : name;
    }

    /** Where the list tells. */
    private static boolean chats(JsonNode model) {
        JsonNode methods = model.path("supportedGenerationMethods");
        if (methods.isArray()) {
            for (JsonNode method : methods) {
                if (method.asText().equals("generateContent")) {
                    return true;
                }
            }
            return false;
        }
        return model.path("capabilities").path("completion_chat").asBoolean(true);
    }

    private static ModelOffer offer(String name, JsonNode model) {
        String title = text(model, "displayName", "display_name");
        return new ModelOffer(
                name,
                title == null ? name : title,
                List.of(),
                count(
                        model,
                        "inputTokenLimit",
                        "max_context_length",
                        "context_length",
                        "max_model_len"),
                count(model, "outputTokenLimit"),
                null,
                price(model.path("pricing")));
    }

    private static @Nullable String text(JsonNode model, String... fields) {
        for (String field : fields) {
            if (model.path(field).isTextual()) {
                return model.path(field).asText();
            }
        }
        return null;
    }

    private static @Nullable Integer count(JsonNode model, String... fields) {
        for (String field : fields) {
            if (model.path(field).isInt() && model.path(field).asInt() > 0) {
                return model.path(field).asInt();
            }
        }
        return null;
    }

    /** OpenRouter's: dollars per token, as text. */
    private static @Nullable TokenPrice price(JsonNode pricing) {
        try {
            return pricing.path("prompt").isTextual() && pricing.path("completion").isTextual()
                    ? new TokenPrice(
                            perMillion(pricing.path("prompt")),
                            perMillion(pricing.path("completion")),
                            null,
                            "USD")
                    : null;
        } catch (NumberFormatException noPrice) {
            return null;
        }
    }

    private static BigDecimal perMillion(JsonNode perToken) {
        BigDecimal price = new BigDecimal(perToken.asText()).multiply(MILLION);
        if (price.signum() < 0) {
            throw new NumberFormatException("OpenRouter says -1 where a price varies");
        }
        return price.stripTrailingZeros();
    }
}
