package dev.holdfast.worker.provider.openai;

import dev.holdfast.worker.provider.entry.Reasoning;
import dev.holdfast.worker.provider.wire.AnswerReader;
import dev.holdfast.worker.provider.wire.Dialect;
import dev.holdfast.worker.provider.wire.Prompt;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's Responses. Nothing is stored at OpenAI: the conversation is sent each time, as it is
 * everywhere else.
 */
public final class ResponsesDialect implements Dialect {
    private final boolean summaries;

    /**
     * @param summaries whether to ask for what a reasoning model thinks
     */
    public ResponsesDialect(boolean summaries) {
        this.summaries = summaries;
    }

    @Override
    public void write(
            Prompt prompt, HttpClientBuilder transport, StreamingChatResponseHandler refused) {
        var model =
                OpenAiResponsesStreamingChatModel.builder()
                        .httpClientBuilder(transport)
                        .baseUrl(prompt.baseUrl())
                        .modelName(prompt.call().model())
                        .store(false);
        if (prompt.key() != null) {
            model.apiKey(prompt.key());
        }
        if (prompt.options().temperature() != null) {
            model.temperature(prompt.options().temperature());
        }
        if (prompt.options().maxTokens() != null) {
            model.maxOutputTokens(prompt.options().maxTokens());
        }
        if (prompt.options().reasoningEffort() != null) {
            model.reasoningEffort(prompt.options().reasoningEffort());
        }
        if (summaries && prompt.model().reasoning() == Reasoning.EFFORT) {
            model.reasoningSummary("auto");
        }
        model.build().chat(ChatRequest.builder().messages(prompt.messages()).build(), refused);
    }

    /** Summaries are for organisations that have shown who they are. */
    @Override
    public Set<String> optionalFields() {
        return summaries ? Set.of("store", "reasoning.summary") : Set.of("store");
    }

    @Override
    public AnswerReader reader() {
        return new ResponsesReader();
    }

    @Override
    public Map<String, String> authorization(@Nullable String key) {
        return key == null ? Map.of() : Map.of("Authorization", "Bearer " + key);
    }
}
