package dev.holdfast.worker.provider.openai;

import dev.holdfast.worker.provider.wire.AnswerReader;
import dev.holdfast.worker.provider.wire.Body;
import dev.holdfast.worker.provider.wire.Dialect;
import dev.holdfast.worker.provider.wire.Prompt;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** OpenAI's Chat Completions, and whatever speaks like it. */
public final class ChatCompletionsDialect implements Dialect {

    @Override
    public void write(
            Prompt prompt, HttpClientBuilder transport, StreamingChatResponseHandler refused) {
        var model =
                OpenAiStreamingChatModel.builder()
                        .httpClientBuilder(transport)
                        .baseUrl(prompt.baseUrl());
        if (prompt.key() != null) {
            model.apiKey(prompt.key());
        }
        model.build()
                .doChat(
                        ChatRequest.builder()
                                .messages(prompt.messages())
                                .parameters(parameters(prompt))
                                .build(),
                        refused);
    }

    private static OpenAiChatRequestParameters parameters(Prompt prompt) {
        OpenAiChatRequestParameters.Builder parameters = OpenAiChatRequestParameters.builder();
        parameters.modelName(prompt.call().model());
        if (prompt.options().temperature() != null) {
            parameters.temperature(prompt.options().temperature());
        }
        if (prompt.options().reasoningEffort() != null) {
            parameters.reasoningEffort(prompt.options().reasoningEffort());
        }
        if (prompt.options().maxTokens() != null) {
            // OpenAI's newer models refuse the old name; other servers know only that.
            if ("api.openai.com".equals(URI.create(prompt.baseUrl()).getHost())) {
                parameters.maxCompletionTokens(prompt.options().maxTokens());
            } else {
                parameters.maxOutputTokens(prompt.options().maxTokens());
            }
        }
        return parameters.build();
    }

    @Override
    public String amended(Prompt prompt, String body) {
        return prompt.goesOn() ? Body.goingOn(prompt, body) : body;
    }

    @Override
    public Set<String> optionalFields() {
        return Set.of("stream_options");
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
