package dev.holdfast.chat.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/**
 * One writer at a time per user, across all instances: whoever has the turn keeps it until its
 * transaction ends. Three things rest on it: the same request sent twice at once is decided once;
 * limits are counted exactly; and a user's outbox rows become visible in the order of their ids.
 *
 * <p>Taken before anything else in a transaction, so that two writers cannot wait for each other.
 * Row locks were rejected: there is no row of a user to lock before the first conversation.
 */
@ApplicationScoped
public class Turns {
    /** Keeps these locks apart from those that others take on the same database. */
    private static final long NAMESPACE = 0x686f_6c64_6661_7374L;

    /** In one order, so that two who take several cannot wait for each other. */
    private static final String TAKE =
            """
            select pg_advisory_xact_lock(o.turn) from (
                select distinct hashtextextended(u.owner, $2) as turn
                from unnest($1::text[]) as u(owner) order by 1
            ) o
            """;

    /** Two users may share a turn by chance; that costs only time. */
    public Uni<Void> take(Tx tx, String owner) {
        return take(tx, List.of(owner));
    }

    /** Those of several users. */
    public Uni<Void> take(Tx tx, Collection<String> owners) {
        return owners.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.update(TAKE, Tuple.of(owners.toArray(String[]::new), NAMESPACE))
                        .replaceWithVoid();
    }
}
