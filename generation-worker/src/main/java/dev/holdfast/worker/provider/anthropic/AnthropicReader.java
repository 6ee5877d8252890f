package dev.holdfast.worker.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.Usage;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.wire.AnswerReader;
import dev.holdfast.worker.provider.wire.Ending;

/** Reads events of Messages. Input is counted at the start, output again and again to the end. */
final class AnthropicReader implements AnswerReader {
    private final Ending ending = new Ending();

    /** With what was read from the cache and written to it, which Anthropic counts apart. */
    private int inputTokens;

    private int cachedTokens;
    private int outputTokens;

    @Override
    public void event(JsonNode event, ProviderListener answer) {
        switch (event.path("type").asText()) {
            case "message_start" -> started(event.path("message").path("usage"));
            case "content_block_start" -> block(event.path("content_block"), answer);
            case "content_block_delta" -> delta(event.path("delta"), answer);
            case "message_delta" -> {
                outputTokens = event.path("usage").path("output_tokens").asInt(outputTokens);
                JsonNode reason = event.path("delta").path("stop_reason");
                if (reason.isTextual()) {
                    ending.because(reason(reason.asText()));
                }
            }
            case "message_stop" -> end(answer, End.CLOSED);
            case "message" -> whole(event, answer);
            default -> {}
        }
    }

    private void whole(JsonNode message, ProviderListener answer) {
        started(message.path("usage"));
        message.path("content").forEach(block -> block(block, answer));
        JsonNode reason = message.path("stop_reason");
        if (reason.isTextual()) {
            ending.because(reason(reason.asText()));
        }
    }

    private void started(JsonNode usage) {
        cachedTokens = usage.path("cache_read_input_tokens").asInt();
        inputTokens =
                usage.path("input_tokens").asInt()
                        + usage.path("cache_creation_input_tokens").asInt()
                        + cachedTokens;
        outputTokens = usage.path("output_tokens").asInt();
    }

    /** Usually empty. */
    private static void block(JsonNode block, ProviderListener answer) {
        answer.reasoned(block.path("thinking").asText(""));
        answer.answered(block.path("text").asText(""));
    }

    private static void delta(JsonNode delta, ProviderListener answer) {
        switch (delta.path("type").asText()) {
            case "text_delta" -> answer.answered(delta.path("text").asText());
            case "thinking_delta" -> answer.reasoned(delta.path("thinking").asText());
            default -> {}
        }
    }

    private static FinishReason reason(String reason) {
        return switch (reason) {
            case "end_turn", "stop_sequence" -> FinishReason.STOP;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }

    /** Thinking is counted within the output, and not by itself. */
    @Override
    public void end(ProviderListener answer, End how) {
        ending.spent(new Usage(inputTokens, outputTokens, null, cachedTokens));
        ending.tell(answer, how);
    }
}
