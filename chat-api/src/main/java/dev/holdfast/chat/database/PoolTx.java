package dev.holdfast.chat.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/** A transaction on a connection of the Vert.x client. */
record PoolTx(SqlConnection connection, Json json, Commit commit) implements Tx {

    @Override
    public <T> Uni<List<T>> query(String sql, Tuple parameters, Class<T> row) {
        return connection
                .preparedQuery(sql)
                .execute(parameters)
                .map(rows -> rows.stream().map(each -> json.read(each.getString(0), row)).toList());
    }

    @Override
    public Uni<Integer> update(String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters).map(SqlResult::rowCount);
    }

    @Override
    public void onceCommitted(Runnable effect) {
        commit.then(effect);
    }
}
