package dev.holdfast.chat.database;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;

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

    private static final String TAKE_SEVERAL =
            """
            select pg_advisory_xact_lock(o.turn) from (
                select distinct hashtextextended(u.owner, $2) as turn
                from unnest($1::text[]) as u(owner) order by 1
            ) o
            """;

    /**
     * Within the caller's transaction. Two users may share a turn by chance; that costs only time.
     */
    public Uni<Void> take(String owner) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(
                                        "select 1 from pg_advisory_xact_lock("
                                                + "hashtextextended(:owner, :namespace))",
                                        Integer.class)
                                .setParameter("owner", owner)
                                .setParameter("namespace", NAMESPACE)
                                .getSingleResult())
                .replaceWithVoid();
    }

    /**
     * Those of several users, within the caller's transaction; in one order, so that two who take
     * several cannot wait for each other.
     */
    public Uni<Void> take(Tx tx, Collection<String> owners) {
        return owners.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.update(TAKE_SEVERAL, Tuple.of(owners.toArray(String[]::new), NAMESPACE))
                        .replaceWithVoid();
    }
}
