package dev.holdfast.chat.conversation;

import dev.holdfast.chat.problem.Field;
import dev.holdfast.contracts.request.GenerationOptions;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How an answer is to be written; what is left out is the provider's default. */
public record OptionsRequest(
        @Schema(minimum = "0", maximum = "2") @Nullable Double temperature,
        @Schema(minimum = "1", maximum = "1000000") @Nullable Integer maxTokens,
        @Schema(enumeration = {"minimal", "low", "medium", "high"})
                @Nullable String reasoningEffort,
        @Nullable String systemPrompt) {

    private static final List<String> EFFORTS = List.of("minimal", "low", "medium", "high");
    private static final int MOST_TOKENS = 1_000_000;

    /**
     * @param longest UTF-16 code units of the system prompt
     */
    public GenerationOptions checked(int longest) {
        return new GenerationOptions(
                checkedTemperature(), checkedTokens(), checkedEffort(), checkedPrompt(longest));
    }

    private @Nullable Double checkedTemperature() {
        if (temperature != null && !(temperature >= 0 && temperature <= 2)) {
            throw field("temperature").invalid("A number from 0 to 2.");
        }
        return temperature;
    }

    private @Nullable Integer checkedTokens() {
        if (maxTokens != null && (maxTokens < 1 || maxTokens > MOST_TOKENS)) {
            throw field("maxTokens").invalid("A whole number from 1 to " + MOST_TOKENS + ".");
        }
        return maxTokens;
    }

    private @Nullable String checkedEffort() {
        if (reasoningEffort != null && !EFFORTS.contains(reasoningEffort)) {
            throw field("reasoningEffort").invalid("One of " + String.join(", ", EFFORTS) + ".");
        }
        return reasoningEffort;
    }

    private @Nullable String checkedPrompt(int longest) {
        if (systemPrompt == null) {
            return null;
        }
        String prompt = new Field("options.systemPrompt", systemPrompt).storable();
        if (prompt.length() > longest) {
            throw field("systemPrompt")
                    .invalid("This is too long: at most " + longest + " characters.");
        }
        return prompt;
    }

    private static Field field(String name) {
        return new Field("options." + name, null);
    }
}
