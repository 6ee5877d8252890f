package dev.holdfast.worker.assembly;

import dev.holdfast.worker.provider.anthropic.AnthropicDialect;
import dev.holdfast.worker.provider.entry.Served;
import dev.holdfast.worker.provider.gemini.GeminiDialect;
import dev.holdfast.worker.provider.mistral.MistralDialect;
import dev.holdfast.worker.provider.openai.ChatCompletionsDialect;
import dev.holdfast.worker.provider.openai.ResponsesDialect;
import dev.holdfast.worker.provider.wire.Dialect;

/** Who speaks which wire. */
public final class Dialects {
    private Dialects() {}

    public static Dialect of(Served served) {
        return switch (served.wire()) {
            case OPENAI_RESPONSES -> new ResponsesDialect(served.reasoningSummaries());
            case OPENAI_CHAT -> new ChatCompletionsDialect();
            case ANTHROPIC -> new AnthropicDialect();
            case GEMINI -> new GeminiDialect();
            case MISTRAL -> new MistralDialect();
        };
    }
}
