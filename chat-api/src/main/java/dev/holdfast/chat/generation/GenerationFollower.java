package dev.holdfast.chat.generation;

import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.projection.Batch;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * What a package does when generations of users have moved on: it writes its own rows, in the
 * transaction that moves them. Whoever wants to know of more than that follows the log itself, with
 * a {@link dev.holdfast.chat.projection.LogFollower}. Those that implement it come in no particular
 * order, since none of them may rest on what another one writes.
 */
public interface GenerationFollower {

    /**
     * May be called again with the same, where the transaction is tried again.
     *
     * @param batch the part of the log that moves them
     * @param moved in the order in which the log tells of them first; never empty
     */
    Uni<Void> take(Tx tx, Batch batch, List<Moved> moved);
}
