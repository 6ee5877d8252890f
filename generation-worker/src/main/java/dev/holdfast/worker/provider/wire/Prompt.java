package dev.holdfast.worker.provider.wire;

import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.entry.ModelEntry;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call with everything that a dialect needs to write it.
 *
 * @param model what is known of the model
 * @param baseUrl without a slash at its end
 * @param key in the clear, for the request's header and nothing else
 */
public record Prompt(ProviderCall call, ModelEntry model, String baseUrl, @Nullable String key) {

    public GenerationOptions options() {
        return call.options();
    }

    public boolean goesOn() {
        return !call.kept().isEmpty();
    }

    /**
     * The system prompt, the conversation, and at last what is there of the answer. Roles
     * alternate, as some servers demand: turns without a word are left out, and what then follows
     * its own kind is joined to it.
     */
    public List<ChatMessage> messages() {
        List<ChatMessage> messages = new ArrayList<>();
        String systemPrompt = options().systemPrompt();
        if (systemPrompt != null && !systemPrompt.isBlank()) {
            messages.add(SystemMessage.from(systemPrompt));
        }
        for (PromptMessage message : alternating(call.messages())) {
            messages.add(
                    switch (message.role()) {
                        case USER -> UserMessage.from(message.text());
                        case ASSISTANT -> AiMessage.from(message.text());
                    });
        }
        if (goesOn()) {
            messages.add(AiMessage.from(call.kept()));
        }
        return messages;
    }

    private static List<PromptMessage> alternating(List<PromptMessage> messages) {
        List<PromptMessage> turns = new ArrayList<>();
        for (PromptMessage message : messages) {
            if (message.text().isBlank()) {
                continue;
            }
            PromptMessage last = turns.isEmpty() ? null : turns.getLast();
            if (last != null && last.role() == message.role()) {
                turns.set(
                        turns.size() - 1,
                        new PromptMessage(last.role(), last.text() + "\n\n" + message.text()));
            } else {
                turns.add(message);
            }
        }
        return turns;
    }

    /** A key is in no log. */
    @Override
    public String toString() {
        return "Prompt[" + call + ']';
    }
}
