package dev.holdfast.played.server;

import dev.holdfast.played.Wire;

/** The format of each wire. */
final class Formats {
    private final WireFormat chatCompletions = new ChatCompletions();
    private final WireFormat responses = new Responses();
    private final WireFormat anthropic = new AnthropicMessages();
    private final WireFormat gemini = new Gemini();
    private final WireFormat mistral = new Mistral();

    WireFormat of(Wire wire) {
        return switch (wire) {
            case CHAT_COMPLETIONS -> chatCompletions;
            case RESPONSES -> responses;
            case ANTHROPIC -> anthropic;
            case GEMINI -> gemini;
            case MISTRAL -> mistral;
        };
    }
}
