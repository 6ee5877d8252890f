package dev.holdfast.worker.provider;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.PromptMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One call to a provider.
 *
 * @param model the provider's own name of the model
 * @param messages from the conversation's root to the user's message, oldest first
 * @param kept the text of the answer that is there already; the provider writes what follows
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

    /** Whether a turn follows another of its role; turns without a word are none. */
    public boolean repeatsARole() {
        return joined().size() < spoken().size();
    }

    /** The same conversation in turns that alternate: those of one role become one. */
    public ProviderCall alternating() {
        return new ProviderCall(model, options, joined(), kept, key);
    }

    private List<PromptMessage> spoken() {
        return messages.stream().filter(message -> !message.content().text().isBlank()).toList();
    }

    private List<PromptMessage> joined() {
        List<PromptMessage> turns = new ArrayList<>();
        for (PromptMessage message : spoken()) {
            PromptMessage last = turns.isEmpty() ? null : turns.getLast();
            if (last != null && last.role() == message.role()) {
                turns.removeLast();
                turns.add(both(last, message));
            } else {
                turns.add(message);
            }
        }
        return turns;
    }

    /** What the one says, and then what the other does. */
    private static PromptMessage both(PromptMessage one, PromptMessage other) {
        return new PromptMessage(
                one.role(),
                new Content(
                        Stream.concat(
                                        one.content().parts().stream(),
                                        other.content().parts().stream())
                                .toList(),
                        List.of()));
    }

    /** Prompts are in no log. */
    @Override
    public String toString() {
        return "ProviderCall[model=" + model + ", messages=" + messages.size() + "]";
    }
}
