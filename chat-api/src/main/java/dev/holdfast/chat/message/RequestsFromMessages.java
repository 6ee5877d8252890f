package dev.holdfast.chat.message;

import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.endpoint.OfferedEndpoints;
import dev.holdfast.chat.generation.Generation;
import dev.holdfast.chat.generation.Requests;
import dev.holdfast.chat.keys.Keys;
import dev.holdfast.chat.topics.LogTopic;
import dev.holdfast.chat.topics.Topics;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.log.Position;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.Known;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.contracts.request.SealedKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an attempt with what was said up to the message, and the key and the endpoint that are
 * kept now. An endpoint that is not kept any more is left out, which the worker words.
 */
@ApplicationScoped
class RequestsFromMessages implements Requests {
    /** No position is stored for it, so that its requests name none. */
    private static final LogTopic UNKNOWN = new LogTopic(new UUID(0, 0), 1);

    private final Messages messages;
    private final Keys keys;
    private final OfferedEndpoints endpoints;
    private final MessageConfig config;
    private final Topics topics;
    private final Clock clock;

    RequestsFromMessages(
            Messages messages,
            Keys keys,
            OfferedEndpoints endpoints,
            MessageConfig config,
            Topics topics,
            Clock clock) {
        this.messages = messages;
        this.keys = keys;
        this.endpoints = endpoints;
        this.config = config;
        this.topics = topics;
        this.clock = clock;
    }

    @Override
    public Uni<Optional<GenerationRequested>> build(
            Tx tx, Generation generation, int attempt, Content soFar) {
        return messages.path(
                        tx,
                        generation.owner(),
                        generation.promptId(),
                        config.maxPromptBytes(),
                        topics.log().orElse(UNKNOWN))
                .chain(path ->
                        path.messages().isEmpty()
                                ? Uni.createFrom().item(Optional.empty())
                                : request(generation, attempt, soFar, path));
    }

    private Uni<Optional<GenerationRequested>> request(
            Generation generation, int attempt, Content soFar, Messages.Path path) {
        return means(generation.owner(), generation.model().provider())
                .map(means ->
                        Optional.of(
                                new GenerationRequested(
                                        generation.id(),
                                        generation.conversationId(),
                                        generation.messageId(),
                                        generation.owner(),
                                        attempt,
                                        generation.model(),
                                        generation.options(),
                                        fromUser(path.messages()),
                                        soFar,
                                        means.sealedKey(),
                                        means.endpoint(),
                                        known(generation, path.logPosition()),
                                        clock.instant())));
    }

    /**
     * As the caller's transaction has it: the row is new, or locked, so that nothing of it can have
     * been projected between the two.
     */
    private static @Nullable Known known(Generation generation, @Nullable Position logPosition) {
        return logPosition == null
                ? null
                : new Known(
                        logPosition, generation.standing().attempt(), generation.standing().run());
    }

    /** Where the oldest were left out: providers want a conversation that a user begins. */
    private static List<PromptMessage> fromUser(List<PromptMessage> path) {
        return path.stream().dropWhile(message -> message.role() == Role.ASSISTANT).toList();
    }

    /** What a call is made with, beside what the worker has. */
    private record Means(@Nullable SealedKey sealedKey, @Nullable UserEndpoint endpoint) {}

    private Uni<Means> means(String owner, String provider) {
        return UserEndpoint.isNamedBy(provider)
                ? endpoints
                        .callable(owner, provider)
                        .map(found ->
                                found.map(each -> new Means(each.sealedKey(), each.endpoint()))
                                        .orElse(new Means(null, null)))
                : keys.sealed(owner, provider).map(key -> new Means(key.orElse(null), null));
    }
}
