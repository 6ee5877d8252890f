package dev.holdfast.worker.provider.mistral;

import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.worker.provider.entry.Reasoning;
import dev.holdfast.worker.provider.openai.ChatCompletionsReader;
import dev.holdfast.worker.provider.wire.AnswerReader;
import dev.holdfast.worker.provider.wire.Body;
import dev.holdfast.worker.provider.wire.Dialect;
import dev.holdfast.worker.provider.wire.Prompt;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.mistralai.MistralAiStreamingChatModel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mistral's chat completions; {@link ChatCompletionsReader} reads their answers too. */
public final class MistralDialect implements Dialect {

    @Override
    public void write(
            Prompt prompt, HttpClientBuilder transport, StreamingChatResponseHandler refused) {
        GenerationOptions options = prompt.options();
        var model =
                MistralAiStreamingChatModel.builder()
                        .httpClientBuilder(transport)
                        .baseUrl(prompt.baseUrl())
                        .apiKey(prompt.key() == null ? "none" : prompt.key())
                        .modelName(prompt.call().model());
        if (options.temperature() != null) {
            model.temperature(options.temperature());
        }
        if (options.maxTokens() != null) {
            model.maxTokens(options.maxTokens());
        }
        model.build().chat(ChatRequest.builder().messages(prompt.messages()).build(), refused);
    }

    @Override
    public String amended(Prompt prompt, String body) {
        String effort = prompt.options().reasoningEffort();
        String withEffort =
                effort == null || prompt.model().reasoning() != Reasoning.EFFORT
                        ? body
                        : Body.changed(body, json -> json.put("reasoning_effort", word(effort)));
        return prompt.goesOn() ? Body.goingOn(prompt, withEffort) : withEffort;
    }

    /** Mistral knows {@code none} and {@code high}. */
    private static String word(String effort) {
        return effort.equals("minimal") || effort.equals("low") ? "none" : "high";
    }

    @Override
    public AnswerReader reader() {
        return new ChatCompletionsReader();
    }

    @Override
    public Map<String, String> authorization(@Nullable String key) {
        return key == null ? Map.of() : Map.of("Authorization", "Bearer " + key);
    }
}
