package dev.holdfast.chat.database;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** For tests that say when a transaction begins and ends. */
public final class Begun {
    private Begun() {}

    /** The transaction that was begun on this connection. */
    public static Tx on(SqlConnection connection) {
        return new PoolTx(connection, new Json(new ObjectMapper()), new Commit());
    }
}
