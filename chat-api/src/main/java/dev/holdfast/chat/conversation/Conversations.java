package dev.holdfast.chat.conversation;

import dev.holdfast.chat.problem.Refusal;
import dev.holdfast.contracts.problem.ProblemType;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All conversations. Every method wants the owner, so that a stranger's is never found. */
@ApplicationScoped
public class Conversations implements PanacheRepositoryBase<Conversation, Conversation.Key> {

    /** Null where there is none. */
    Uni<@Nullable Conversation> find(String owner, UUID id) {
        return findById(new Conversation.Key(owner, id));
    }

    /** Fails with a {@link Refusal} where there is none. */
    public Uni<Conversation> get(String owner, UUID id) {
        return find(owner, id)
                .onItem()
                .ifNull()
                .failWith(() ->
                        new Refusal(
                                ProblemType.CONVERSATION_NOT_FOUND.because(
                                        "It was never made, or it was deleted.")));
    }

    /** At most {@code limit}, newest first. */
    Uni<List<Conversation>> newest(String owner, @Nullable PageCursor before, int limit) {
        return (before == null
                        ? find("owner = ?1 order by updatedAt desc, id desc", owner)
                        : find(
                                "owner = ?1 and (updatedAt < ?2 or (updatedAt = ?2 and id < ?3))"
                                        + " order by updatedAt desc, id desc",
                                owner,
                                before.updatedAt(),
                                before.id()))
                .range(0, limit - 1)
                .list();
    }
}
