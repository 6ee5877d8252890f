package dev.holdfast.chat.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.ReactiveConnection;
import org.hibernate.reactive.pool.ReactiveConnection.Result;

/**
 * The transaction of a session of Hibernate Reactive: its statements run on the session's
 * connection, after what the session has still to write, and are nothing that Hibernate reads.
 */
record SessionTx(Mutiny.Session session, Json json, Commit commit) implements Tx {

    @Override
    public <T> Uni<List<T>> query(String sql, Tuple parameters, Class<T> row) {
        return session.flush()
                .chain(() ->
                        Uni.createFrom()
                                .completionStage(
                                        () -> connection().select(sql, values(parameters))))
                .map(result -> read(result, row));
    }

    private <T> List<T> read(Result result, Class<T> row) {
        List<T> rows = new ArrayList<>(result.size());
        while (result.hasNext()) {
            rows.add(json.read((String) result.next()[0], row));
        }
        return rows;
    }

    @Override
    public Uni<Integer> update(String sql, Tuple parameters) {
        return session.flush()
                .chain(() ->
                        Uni.createFrom()
                                .completionStage(
                                        () -> connection().update(sql, values(parameters))));
    }

    @Override
    public void onceCommitted(Runnable effect) {
        commit.then(effect);
    }

    /** Mutiny's session has no word for it; this is the only class that looks behind it. */
    private ReactiveConnection connection() {
        return ((MutinySessionImpl) session).getReactiveConnection();
    }

    private static Object[] values(Tuple parameters) {
        Object[] values = new Object[parameters.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = parameters.getValue(i);
        }
        return values;
    }
}
