package dev.holdfast.worker.provider.gemini;

import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.worker.provider.entry.Reasoning;
import dev.holdfast.worker.provider.wire.AnswerReader;
import dev.holdfast.worker.provider.wire.Dialect;
import dev.holdfast.worker.provider.wire.OptionRefused;
import dev.holdfast.worker.provider.wire.Prompt;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.googleai.GeminiThinkingConfig;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Google's {@code streamGenerateContent}. Thoughts are asked for wherever a model has any. */
public final class GeminiDialect implements Dialect {
    /** The model's name becomes a part of the address. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    /** The least that every model with a budget takes; some cannot be told not to think. */
    private static final int MIN_BUDGET = 512;

    @Override
    public void write(
            Prompt prompt, HttpClientBuilder transport, StreamingChatResponseHandler refused) {
        if (!NAME.matcher(prompt.call().model()).matches()) {
            throw new OptionRefused("model");
        }
        GenerationOptions options = prompt.options();
        var model = GoogleAiGeminiStreamingChatModel.builder();
        model.httpClientBuilder(transport)
                .baseUrl(prompt.baseUrl())
                .apiKey(prompt.key() == null ? "none" : prompt.key())
                .modelName(prompt.call().model());
        if (options.temperature() != null) {
            model.temperature(options.temperature());
        }
        if (options.maxTokens() != null) {
            model.maxOutputTokens(options.maxTokens());
        }
        if (prompt.model().reasoning() != Reasoning.NONE) {
            model.thinkingConfig(thinking(prompt));
        }
        model.build().chat(ChatRequest.builder().messages(prompt.messages()).build(), refused);
    }

    private static GeminiThinkingConfig thinking(Prompt prompt) {
        GeminiThinkingConfig.Builder thinking =
                GeminiThinkingConfig.builder().includeThoughts(true);
        String effort = prompt.options().reasoningEffort();
        if (effort != null) {
            switch (prompt.model().reasoning()) {
                case EFFORT -> thinking.thinkingLevel(effort);
                case BUDGET ->
                        thinking.thinkingBudget(Math.max(MIN_BUDGET, Reasoning.budgetOf(effort)));
                case NONE -> {}
            }
        }
        return thinking.build();
    }

    @Override
    public AnswerReader reader() {
        return new GeminiReader();
    }

    @Override
    public Map<String, String> authorization(@Nullable String key) {
        return key == null ? Map.of() : Map.of("x-goog-api-key", key);
    }

    @Override
    public String modelsPath() {
        return "/models?pageSize=1000";
    }
}
