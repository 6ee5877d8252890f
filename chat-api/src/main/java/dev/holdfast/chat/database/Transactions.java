package dev.holdfast.chat.database;

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

    /** On a connection of its own, from the pool. */
    public <T> Uni<T> run(Function<Tx, Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> {
                    Commit commit = new Commit();
                    return pool.withTransaction(
                                    connection -> work.apply(new PoolTx(connection, json, commit)))
                            .invoke(commit::happened);
                });
    }
}
