package dev.holdfast.contracts.request;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user may set for one answer; what is absent is the provider's default.
 *
 * @param temperature 0 to 2
 * @param maxTokens upper bound of the answer's length, in the provider's tokens
 * @param reasoningEffort {@code minimal}, {@code low}, {@code medium} or {@code high}
 * @param systemPrompt put before the conversation
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GenerationOptions(
        @Nullable Double temperature,
        @Nullable Integer maxTokens,
        @Nullable String reasoningEffort,
        @Nullable String systemPrompt) {

    public static final GenerationOptions NONE = new GenerationOptions(null, null, null, null);

    /** The names of the fields that are set, as they are in JSON. */
    public List<String> named() {
        List<String> named = new ArrayList<>();
        if (temperature != null) {
            named.add("temperature");
        }
        if (maxTokens != null) {
            named.add("maxTokens");
        }
        if (reasoningEffort != null) {
            named.add("reasoningEffort");
        }
        if (systemPrompt != null) {
            named.add("systemPrompt");
        }
        return named;
    }
}
