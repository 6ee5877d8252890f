package dev.holdfast.worker.provider.openai;

import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.Usage;
import dev.holdfast.worker.provider.Completion;
import dev.holdfast.worker.provider.ProviderListener;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import org.jspecify.annotations.Nullable;

/** From LangChain4j's words to ours. */
final class ChatHandler implements StreamingChatResponseHandler {
    private final ProviderListener listener;
    private final Runnable notUnderstood;

    ChatHandler(ProviderListener listener, Runnable notUnderstood) {
        this.listener = listener;
        this.notUnderstood = notUnderstood;
    }

    @Override
    public void onPartialResponse(String piece) {
        listener.answered(piece);
    }

    @Override
    public void onPartialThinking(PartialThinking thinking) {
        listener.reasoned(thinking.text());
    }

    @Override
    public void onCompleteResponse(ChatResponse answer) {
        listener.completed(
                new Completion(finishReason(answer.finishReason()), usage(answer.tokenUsage())));
    }

    /** The transport reports its own failures; what is left is an event that is no JSON. */
    @Override
    public void onError(Throwable error) {
        notUnderstood.run();
    }

    private static @Nullable FinishReason finishReason(
            dev.langchain4j.model.output.@Nullable FinishReason reason) {
        return switch (reason) {
            case null -> null;
            case STOP -> FinishReason.STOP;
            case LENGTH -> FinishReason.LENGTH;
            case CONTENT_FILTER -> FinishReason.CONTENT_FILTER;
            case TOOL_EXECUTION, OTHER -> FinishReason.OTHER;
        };
    }

    private static @Nullable Usage usage(@Nullable TokenUsage usage) {
        if (usage == null) {
            return null;
        }
        Integer reasoning = null;
        Integer cached = null;
        if (usage instanceof OpenAiTokenUsage openAi) {
            var output = openAi.outputTokensDetails();
            var input = openAi.inputTokensDetails();
            reasoning = output == null ? null : output.reasoningTokens();
            cached = input == null ? null : input.cachedTokens();
        }
        return new Usage(usage.inputTokenCount(), usage.outputTokenCount(), reasoning, cached);
    }
}
