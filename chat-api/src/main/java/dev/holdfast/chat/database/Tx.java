package dev.holdfast.chat.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

/** A transaction that somebody else began and will end. */
public interface Tx extends Reader {

    /**
     * @return how many rows the statement has touched
     */
    Uni<Integer> update(String sql, Tuple parameters);

    /**
     * Has something done once the transaction has committed: never for one that is tried again or
     * given up, and never where the process dies in between.
     */
    void onceCommitted(Runnable effect);
}
