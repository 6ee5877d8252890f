package dev.holdfast.chat.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/**
 * What can be asked of PostgreSQL, within a transaction or without. Parameters are numbered: {@code
 * $1}, {@code $2} and so on. Statements are run one after the other, never side by side.
 */
public interface Reader {

    /**
     * @param sql its rows have one column, the text of a JSON value
     */
    <T> Uni<List<T>> query(String sql, Tuple parameters, Class<T> row);
}
