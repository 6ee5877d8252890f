package dev.holdfast.worker.provider;

import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.PromptMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call to a provider.
 *
 * @param model the provider's own name of the model
 * @param messages from the conversation's root to the user's message, oldest first
 * @param kept the part of the answer that is there already; the provider writes what follows
 * @param key the user's own key; null where the worker's is to be used
 */
public record ProviderCall(
        String model,
        GenerationOptions options,
        List<PromptMessage> messages,
        String kept,
        @Nullable ProviderKey key) {

    public ProviderCall {
        messages = List.copyOf(messages);
    }

    public ProviderCall keeping(int length) {
        return new ProviderCall(model, options, messages, kept.substring(0, length), key);
    }

    /** Prompts are in no log. */
    @Override
    public String toString() {
        return "ProviderCall[model=" + model + ", messages=" + messages.size() + "]";
    }
}
