package dev.holdfast.chat.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/**
 * A transaction that somebody else began and will end. Parameters are numbered: {@code $1}, {@code
 * $2} and so on. Statements of one transaction are run one after the other, never side by side.
 */
public interface Tx {

    /**
     * @param sql its rows have one column, the text of a JSON value
     */
    <T> Uni<List<T>> query(String sql, Tuple parameters, Class<T> row);

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
