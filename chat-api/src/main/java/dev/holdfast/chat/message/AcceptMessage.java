package dev.holdfast.chat.message;

import dev.holdfast.chat.conversation.Conversation;
import dev.holdfast.chat.conversation.Conversations;
import dev.holdfast.chat.database.Transactions;
import dev.holdfast.chat.database.Turns;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.generation.Generation;
import dev.holdfast.chat.generation.Generations;
import dev.holdfast.chat.identity.Call;
import dev.holdfast.chat.identity.Ids;
import dev.holdfast.chat.problem.Field;
import dev.holdfast.chat.problem.Refusal;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Accepts a user's message, if it can be: in one transaction the message, the place of its reply,
 * the generation and what the log and the workers must hear. The same request again, at once or
 * later, on this instance or another, finds the message there and gets the same answer.
 */
@ApplicationScoped
class AcceptMessage {
    private final Transactions transactions;
    private final Turns turns;
    private final Conversations conversations;
    private final Messages messages;
    private final Generations generations;
    private final ChooseModel chooseModel;
    private final CheckOptions checkOptions;
    private final TellAccepted tellAccepted;
    private final MessageConfig config;
    private final Clock clock;

    AcceptMessage(
            Transactions transactions,
            Turns turns,
            Conversations conversations,
            Messages messages,
            Generations generations,
            ChooseModel chooseModel,
            CheckOptions checkOptions,
            TellAccepted tellAccepted,
            MessageConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.turns = turns;
        this.conversations = conversations;
        this.messages = messages;
        this.generations = generations;
        this.chooseModel = chooseModel;
        this.checkOptions = checkOptions;
        this.tellAccepted = tellAccepted;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Tries it once. Where an answer that is open here is in the way nothing is stored, and it is
     * the caller's to find out whether that is still so.
     */
    Uni<Acceptance> accept(Call call, UUID conversationId, Draft draft) {
        return transactions.withEntities(tx ->
                turns.take(tx, call.owner())
                        .chain(() -> conversations.get(call.owner(), conversationId))
                        .chain(conversation -> acceptOnce(tx, call, conversation, draft)));
    }

    private Uni<Acceptance> acceptOnce(Tx tx, Call call, Conversation conversation, Draft draft) {
        return messages.find(tx, call.owner(), named(call.owner(), draft))
                .chain(present -> {
                    Message said = present.get(draft.id());
                    Message reply = present.get(replyTo(call.owner(), draft.id()));
                    return said != null
                            ? repeat(tx, call.owner(), conversation, said, reply, draft)
                                    .map(Acceptance.Done::new)
                            : accept(
                                    tx,
                                    call,
                                    conversation,
                                    present,
                                    reply,
                                    draft.orOptionsOf(conversation));
                });
    }

    /** Every message that decides whether this one is accepted. */
    private static Set<UUID> named(String owner, Draft draft) {
        Set<UUID> ids = new HashSet<>(List.of(draft.id(), replyTo(owner, draft.id())));
        if (draft.parentId() != null) {
            ids.add(draft.parentId());
        }
        return ids;
    }

    /**
     * @param present the messages named that there are
     */
    private Uni<Acceptance> accept(
            Tx tx,
            Call call,
            Conversation conversation,
            Map<UUID, Message> present,
            @Nullable Message reply,
            Draft draft) {
        Optional<Message> parent = parent(conversation.id(), present, draft.parentId());
        if (reply != null) {
            throw idInUse();
        }
        // What is further up has ended: nothing was accepted under it before it had.
        Optional<UUID> writing = parent.flatMap(Message::openGeneration);
        return writing.isPresent()
                ? Uni.createFrom().item(new Acceptance.Unanswered(writing.get()))
                : generations
                        .countOpen(tx, call.owner())
                        .chain(open ->
                                open >= config.maxGenerations()
                                        ? Uni.createFrom().item(new Acceptance.NoRoom(open))
                                        : answered(tx, call, conversation, draft));
    }

    private Uni<Acceptance> answered(Tx tx, Call call, Conversation conversation, Draft draft) {
        return chooseModel
                .choose(call.owner(), draft.model(), conversation.model())
                .map(model -> checkOptions.checked(model, draft))
                .chain(model -> store(tx, call, conversation, draft, model))
                .map(Acceptance.Done::new);
    }

    /** Nothing at the root. */
    private static Optional<Message> parent(
            UUID conversationId, Map<UUID, Message> present, @Nullable UUID parentId) {
        if (parentId == null) {
            return Optional.empty();
        }
        Message parent = present.get(parentId);
        if (parent == null || !parent.isIn(conversationId)) {
            throw new Field("parentId", null)
                    .refused(
                            ProblemType.MESSAGE_NOT_FOUND,
                            "Name a message of this conversation, or null for a new root.");
        }
        return Optional.of(parent);
    }

    private Uni<Accepted> store(
            Tx tx, Call call, Conversation conversation, Draft draft, ModelRef model) {
        Instant now = clock.instant();
        Generation generation =
                Generation.queued(
                        Ids.make(now),
                        call.owner(),
                        conversation.id(),
                        replyTo(call.owner(), draft.id()),
                        draft.id(),
                        model,
                        draft.options(),
                        call.traceparent(),
                        now);
        Accepted accepted = Accepted.of(generation, draft);
        conversation.touch(now);
        return messages.add(
                        tx,
                        call.owner(),
                        conversation.id(),
                        List.of(accepted.message(), accepted.reply()))
                .chain(() -> generations.queue(tx, generation))
                .chain(() -> tellAccepted.tell(tx, call, conversation.view(), generation, accepted))
                .replaceWith(accepted);
    }

    private Uni<Accepted> repeat(
            Tx tx,
            String owner,
            Conversation conversation,
            Message said,
            @Nullable Message reply,
            Draft draft) {
        return generationOf(tx, owner, reply)
                .map(generation -> {
                    if (!Repeat.isOf(conversation.id(), said, generation, draft)) {
                        throw idInUse();
                    }
                    return Accepted.of(generation, draft);
                });
    }

    /** Fails where the id is not that of a user's message. */
    private Uni<Generation> generationOf(Tx tx, String owner, @Nullable Message reply) {
        UUID id = reply == null ? null : reply.generationId();
        return id == null
                ? Uni.createFrom().failure(AcceptMessage::idInUse)
                : generations
                        .find(tx, owner, id)
                        .map(found -> found.orElseThrow(AcceptMessage::idInUse));
    }

    /** The same at every repeat. */
    private static UUID replyTo(String owner, UUID messageId) {
        return Ids.derived(messageId, owner, "reply");
    }

    private static Refusal idInUse() {
        return new Field("messageId", null)
                .refused(ProblemType.ID_IN_USE, "Make a new UUIDv7 for a new message.");
    }
}
