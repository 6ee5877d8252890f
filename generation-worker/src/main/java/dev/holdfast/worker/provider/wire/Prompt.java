package dev.holdfast.worker.provider.wire;

import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.entry.ModelEntry;
import dev.holdfast.worker.provider.resume.Instruction;
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

    /** Whether its last message is the beginning of the answer. */
    public boolean goesOn() {
        return !call.kept().isEmpty() && model.takesBack(options());
    }

    /**
     * The system prompt, the conversation, and at last what is there of the answer, with the wish
     * to go on where a model must be asked for that.
     */
    public List<ChatMessage> messages() {
        List<ChatMessage> messages = new ArrayList<>();
        String systemPrompt = options().systemPrompt();
        if (systemPrompt != null && !systemPrompt.isBlank()) {
            messages.add(SystemMessage.from(systemPrompt));
        }
        for (PromptMessage message : call.messages()) {
            // An answer that was stopped before its first word says nothing to a model.
            String text = message.content().text();
            if (!text.isBlank()) {
                messages.add(
                        switch (message.role()) {
                            case USER -> UserMessage.from(text);
                            case ASSISTANT -> AiMessage.from(text);
                        });
            }
        }
        if (!call.kept().isEmpty()) {
            messages.add(AiMessage.from(call.kept()));
            if (!goesOn()) {
                messages.add(UserMessage.from(Instruction.after(call.kept())));
            }
        }
        return messages;
    }

    /** A key is in no log. */
    @Override
    public String toString() {
        return "Prompt[" + call + ']';
    }
}
