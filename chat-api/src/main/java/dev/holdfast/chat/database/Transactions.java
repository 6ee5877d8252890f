package dev.holdfast.chat.database;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Begins transactions, and ends them: with a commit unless the work fails. */
@ApplicationScoped
public class Transactions {
    private final Pool pool;
    private final Json json;

    Transactions(Pool pool, Json json) {
        this.pool = pool;
        this.json = json;
    }

    /** On a connection of its own, from the pool; entities have no part in it. */
    public <T> Uni<T> run(Function<Tx, Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> {
                    Commit commit = new Commit();
                    return pool.withTransaction(
                                    connection -> work.apply(new PoolTx(connection, json, commit)))
                            .invoke(commit::happened);
                });
    }

    /**
     * With a session for Panache's entities, on a Vert.x context of the call's own. What entities
     * were changed to is written before the next statement of the transaction, and at its end.
     */
    public <T> Uni<T> withEntities(Function<Tx, Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> {
                    Commit commit = new Commit();
                    return Panache.withTransaction(() ->
                                    Panache.getSession()
                                            .chain(session ->
                                                    work.apply(
                                                            new SessionTx(session, json, commit))))
                            .invoke(commit::happened);
                });
    }

    /**
     * Without a transaction: each statement sees what is committed when it begins. For a look that
     * needs no more, since a transaction costs two round trips.
     */
    public <T> Uni<T> look(Function<Reader, Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() ->
                        pool.withConnection(connection ->
                                work.apply(new PoolTx(connection, json, new Commit()))));
    }
}
