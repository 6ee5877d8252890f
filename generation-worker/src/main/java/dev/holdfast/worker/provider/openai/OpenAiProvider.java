package dev.holdfast.worker.provider.openai;

import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderKey;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.ProviderProfile;
import dev.holdfast.worker.provider.ProviderStream;
import dev.holdfast.worker.provider.Timers;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Any server that speaks OpenAI's Chat Completions. A model object is made per call: it costs
 * microseconds, and holds the key for exactly as long as the call.
 *
 * <p>The format has no reliable way to go on from the beginning of an answer (some servers continue
 * an assistant's last message, others answer it), so nothing is kept: {@link #keeps} is 0.
 */
public final class OpenAiProvider implements Provider {
    public static final String ID = "openai";
    private static final String OPENAI = "https://api.openai.com/v1";

    private final OpenAiConfig config;
    private final StreamTransport transport;
    private final Timers timers;
    private final String baseUrl;
    private final boolean isOpenAi;

    public OpenAiProvider(OpenAiConfig config, Vertx vertx, Timers timers, Clock clock) {
        this.config = config;
        this.transport = new StreamTransport(vertx, config, clock);
        this.timers = timers;
        this.baseUrl = config.baseUrl().orElse(OPENAI);
        this.isOpenAi = "api.openai.com".equals(URI.create(baseUrl).getHost());
    }

    @Override
    public ProviderProfile profile() {
        List<ModelOffer> models =
                config.models().stream()
                        .map(name -> new ModelOffer(name, name, List.of(), null))
                        .toList();
        return new ProviderProfile(ID, config.title(), config.access(), models);
    }

    @Override
    public int keeps(ProviderCall call) {
        return 0;
    }

    @Override
    public ProviderStream stream(ProviderCall call, ProviderListener listener) {
        StreamingCall stream = new StreamingCall(transport, listener::failed);
        try {
            model(call, stream)
                    .doChat(request(call), new ChatHandler(listener, stream::notUnderstood));
        } catch (IllegalArgumentException refused) {
            // LangChain4j's own checks, such as of a message without text.
            timers.soon(() -> listener.failed(new ProviderFailure.RequestRefused(null)));
        }
        return stream;
    }

    private OpenAiStreamingChatModel model(ProviderCall call, StreamingCall stream) {
        String key =
                Optional.ofNullable(call.key())
                        .map(ProviderKey::reveal)
                        .or(config::apiKey)
                        .orElse(null);
        var builder =
                OpenAiStreamingChatModel.builder()
                        .httpClientBuilder(stream.asBuilder())
                        .baseUrl(baseUrl)
                        .returnThinking(true);
        if (key != null) {
            builder.apiKey(key);
        }
        return builder.build();
    }

    private ChatRequest request(ProviderCall call) {
        GenerationOptions options = call.options();
        OpenAiChatRequestParameters.Builder parameters = OpenAiChatRequestParameters.builder();
        parameters.modelName(call.model());
        if (options.temperature() != null) {
            parameters.temperature(options.temperature());
        }
        if (options.reasoningEffort() != null) {
            parameters.reasoningEffort(options.reasoningEffort());
        }
        if (options.maxTokens() != null) {
            // OpenAI's newer models refuse the old name; other servers know only that.
            if (isOpenAi) {
                parameters.maxCompletionTokens(options.maxTokens());
            } else {
                parameters.maxOutputTokens(options.maxTokens());
            }
        }
        return ChatRequest.builder()
                .messages(messages(call))
                .parameters(parameters.build())
                .build();
    }

    private static List<ChatMessage> messages(ProviderCall call) {
        List<ChatMessage> messages = new ArrayList<>();
        String systemPrompt = call.options().systemPrompt();
        if (systemPrompt != null && !systemPrompt.isBlank()) {
            messages.add(SystemMessage.from(systemPrompt));
        }
        for (PromptMessage message : call.messages()) {
            // An answer that was stopped before its first word says nothing to a model.
            if (!message.text().isBlank()) {
                messages.add(
                        switch (message.role()) {
                            case USER -> UserMessage.from(message.text());
                            case ASSISTANT -> AiMessage.from(message.text());
                        });
            }
        }
        return messages;
    }
}
