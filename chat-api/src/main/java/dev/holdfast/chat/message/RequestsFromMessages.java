package dev.holdfast.chat.message;

import dev.holdfast.chat.generation.Generation;
import dev.holdfast.chat.generation.Requests;
import dev.holdfast.chat.keys.Keys;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.contracts.request.SealedKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for an attempt with what was said up to the message and the key that is kept now. */
@ApplicationScoped
class RequestsFromMessages implements Requests {
    private final Messages messages;
    private final Keys keys;
    private final MessageConfig config;
    private final Clock clock;

    RequestsFromMessages(Messages messages, Keys keys, MessageConfig config, Clock clock) {
        this.messages = messages;
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Uni<Optional<GenerationRequested>> of(
            Generation generation, int attempt, String textSoFar) {
        return messages.path(generation.owner(), generation.promptId(), config.maxPromptBytes())
                .chain(path ->
                        path.isEmpty()
                                ? Uni.createFrom().item(Optional.empty())
                                : request(generation, attempt, textSoFar, path));
    }

    private Uni<Optional<GenerationRequested>> request(
            Generation generation, int attempt, String textSoFar, List<PromptMessage> path) {
        return keys.sealed(generation.owner(), generation.model().provider())
                .map(key ->
                        Optional.of(
                                new GenerationRequested(
                                        generation.id(),
                                        generation.conversationId(),
                                        generation.messageId(),
                                        generation.owner(),
                                        attempt,
                                        generation.model(),
                                        generation.options(),
                                        fromUser(path),
                                        textSoFar,
                                        orNull(key),
                                        clock.instant())));
    }

    /** Where the oldest were left out: providers want a conversation that a user begins. */
    private static List<PromptMessage> fromUser(List<PromptMessage> path) {
        return path.stream().dropWhile(message -> message.role() == Role.ASSISTANT).toList();
    }

    private static @Nullable SealedKey orNull(Optional<SealedKey> key) {
        return key.orElse(null);
    }
}
