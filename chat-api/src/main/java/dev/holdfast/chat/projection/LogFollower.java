package dev.holdfast.chat.projection;

import dev.holdfast.chat.database.Tx;
import io.smallrye.mutiny.Uni;
import java.util.Set;

/**
 * What a package makes of the log: it writes its own rows, in the transaction that stores how far
 * the log was read, so that each record is taken in once. A bean that implements it is found and
 * asked; nothing else is needed.
 *
 * <p>Followers come one after the other, those with a higher {@link jakarta.annotation.Priority}
 * first. It is 0 for most, who write what nobody else writes; in an order of their own choice come
 * only those that rest on what the others have written.
 *
 * <p>A follower decides by the batch and the rows alone: the same batch may come again where the
 * transaction is tried again, and half of it where a record is not to be stored. It says {@link
 * Unfoldable} of a record that breaks it; that one is then left out. Any other failure is taken for
 * one that passes, and holds up the log until it does.
 */
public interface LogFollower {
    /** After the others. */
    int LAST = -1;

    /**
     * The users in whose name {@link #take} writes what only one may write at a time, such as
     * events to the log. Their turns are taken before any follower locks a row.
     */
    default Set<String> turns(Batch batch) {
        return Set.of();
    }

    Uni<Void> take(Tx tx, Batch batch);
}
