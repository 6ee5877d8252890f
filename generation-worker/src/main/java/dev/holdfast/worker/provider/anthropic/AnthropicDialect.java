package dev.holdfast.worker.provider.anthropic;

import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.worker.provider.entry.Reasoning;
import dev.holdfast.worker.provider.wire.AnswerReader;
import dev.holdfast.worker.provider.wire.Dialect;
import dev.holdfast.worker.provider.wire.OptionRefused;
import dev.holdfast.worker.provider.wire.Prompt;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's Messages. A limit of tokens is demanded, and thinking counts against it; a model that
 * thinks takes no temperature.
 */
public final class AnthropicDialect implements Dialect {
    private static final String VERSION = "2023-06-01";

    /**
     * Where neither the user nor the file says one; every model of the last years writes as much.
     */
    private static final int USUAL_OUTPUT_TOKENS = 8_192;

    @Override
    public void write(
            Prompt prompt, HttpClientBuilder transport, StreamingChatResponseHandler refused) {
        GenerationOptions options = prompt.options();
        var model =
                AnthropicStreamingChatModel.builder()
                        .httpClientBuilder(transport)
                        .baseUrl(prompt.baseUrl())
                        .version(VERSION)
                        // A proxy may ask for none; LangChain4j wants one.
                        .apiKey(prompt.key() == null ? "none" : prompt.key())
                        .modelName(prompt.call().model());
        int thinking = think(prompt, model);
        if (options.temperature() != null) {
            if (options.temperature() > 1 || (thinking >= 0 && options.temperature() != 1)) {
                throw new OptionRefused("temperature");
            }
            model.temperature(options.temperature());
        }
        model.maxTokens(outputTokens(prompt) + Math.max(0, thinking));
        model.build().chat(ChatRequest.builder().messages(prompt.messages()).build(), refused);
    }

    private static int outputTokens(Prompt prompt) {
        Integer asked = prompt.options().maxTokens();
        Integer most = prompt.model().outputTokens();
        int usual = most == null ? USUAL_OUTPUT_TOKENS : Math.min(most, 2 * USUAL_OUTPUT_TOKENS);
        return asked == null ? usual : asked;
    }

    /**
     * @return tokens that thinking may take besides the answer's; -1 where it does not think
     */
    private static int think(
            Prompt prompt, AnthropicStreamingChatModel.AnthropicStreamingChatModelBuilder model) {
        String effort = prompt.options().reasoningEffort();
        int budget = effort == null ? 0 : Reasoning.budgetOf(effort);
        if (budget == 0) {
            return -1;
        }
        return switch (prompt.model().reasoning()) {
            case NONE -> -1;
            case BUDGET -> {
                model.thinkingType("enabled").thinkingBudgetTokens(budget);
                yield budget;
            }
            case EFFORT -> {
                model.thinkingType("adaptive")
                        .thinkingDisplay("summarized")
                        .customParameters(Map.of("output_config", Map.of("effort", effort)));
                yield budget;
            }
        };
    }

    @Override
    public AnswerReader reader() {
        return new AnthropicReader();
    }

    /** A beginning that ends with white space is refused. */
    @Override
    public int keeps(String kept) {
        return kept.stripTrailing().length();
    }

    @Override
    public Map<String, String> authorization(@Nullable String key) {
        return key == null
                ? Map.of("anthropic-version", VERSION)
                : Map.of("anthropic-version", VERSION, "x-api-key", key);
    }

    @Override
    public String modelsPath() {
        return "/models?limit=1000";
    }
}
