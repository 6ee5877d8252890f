package dev.holdfast.chat.history;

import dev.holdfast.chat.conversation.ConversationPage;
import dev.holdfast.chat.conversation.ListConversations;
import dev.holdfast.chat.database.Transactions;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.generation.Generation;
import dev.holdfast.chat.generation.Generations;
import dev.holdfast.chat.problem.Refusal;
import dev.holdfast.chat.projection.Positions;
import dev.holdfast.contracts.log.Cursor;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the list. Its first page is read in one snapshot with what is running and with the log's
 * position: a device that listens from there on misses no conversation and no end of an answer.
 */
@ApplicationScoped
class ReadOverview {
    private final ListConversations listConversations;
    private final Generations generations;
    private final Positions positions;
    private final Transactions transactions;

    ReadOverview(
            ListConversations listConversations,
            Generations generations,
            Positions positions,
            Transactions transactions) {
        this.listConversations = listConversations;
        this.generations = generations;
        this.positions = positions;
        this.transactions = transactions;
    }

    Uni<Overview> first(String owner, @Nullable String limit) {
        return transactions.withEntities(tx ->
                positions
                        .holdStill(tx)
                        .chain(() -> listConversations.list(owner, null, limit))
                        .chain(page -> withRunning(tx, owner, page)));
    }

    @WithSession
    Uni<Overview> next(String owner, String before, @Nullable String limit) {
        return listConversations.list(owner, before, limit).map(Overview::of);
    }

    private Uni<Overview> withRunning(Tx tx, String owner, ConversationPage page) {
        return generations.openOf(tx, owner).chain(open -> withCursor(tx, owner, page, open));
    }

    /** A list without a cursor is better than none: it can be read, and follows the log later. */
    private Uni<Overview> withCursor(
            Tx tx, String owner, ConversationPage page, List<Generation> open) {
        return Uni.createFrom()
                .deferred(() -> positions.read(tx, owner))
                .map(Cursor::text)
                .onFailure(Refusal.class)
                .recoverWithNull()
                .map(cursor ->
                        new Overview(
                                page.conversations(),
                                page.next(),
                                open.stream().map(Overview.Running::of).toList(),
                                cursor));
    }
}
