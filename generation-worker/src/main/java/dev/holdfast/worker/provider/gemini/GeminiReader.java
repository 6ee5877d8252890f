package dev.holdfast.worker.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.Usage;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.wire.AnswerReader;
import dev.holdfast.worker.provider.wire.Ending;
import org.jspecify.annotations.Nullable;

/**
 * Reads pieces of {@code streamGenerateContent}. A refused prompt is a piece without candidates;
 * the answer ends with the stream, which has no word for it.
 */
final class GeminiReader implements AnswerReader {
    private final Ending ending = new Ending();

    @Override
    public void event(JsonNode event, ProviderListener answer) {
        JsonNode usage = event.path("usageMetadata");
        if (usage.isObject()) {
            answer.spent(usage(usage));
        }
        if (event.path("promptFeedback").has("blockReason")) {
            answer.failed(new ProviderFailure.ContentFiltered());
            return;
        }
        JsonNode candidate = event.path("candidates").path(0);
        for (JsonNode part : candidate.path("content").path("parts")) {
            String text = part.path("text").asText("");
            if (part.path("thought").asBoolean()) {
                answer.reasoned(text);
            } else {
                answer.answered(text);
            }
        }
        Grounding.read(candidate, answer);
        JsonNode reason = candidate.path("finishReason");
        if (reason.isTextual()) {
            ending.because(reason(reason.asText()));
        }
    }

    private static FinishReason reason(String reason) {
        return switch (reason) {
            case "STOP" -> FinishReason.STOP;
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII" ->
                    FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }

    /** Thoughts are counted beside the candidates. */
    private static Usage usage(JsonNode usage) {
        Integer thoughts = Ending.count(usage.path("thoughtsTokenCount"));
        return new Usage(
                Ending.count(usage.path("promptTokenCount")),
                sum(Ending.count(usage.path("candidatesTokenCount")), thoughts),
                thoughts,
                Ending.count(usage.path("cachedContentTokenCount")));
    }

    private static @Nullable Integer sum(@Nullable Integer one, @Nullable Integer other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one + other;
    }

    @Override
    public void end(ProviderListener answer, End how) {
        ending.tell(answer, how);
    }
}
