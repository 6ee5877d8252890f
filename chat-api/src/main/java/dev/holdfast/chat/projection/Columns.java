package dev.holdfast.chat.projection;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows as columns, which is how one statement takes any number of them. */
record Columns<T>(List<T> rows) {

    /** Nothing to write is no statement at all. */
    Uni<Void> run(SqlConnection connection, String sql, Tuple tuple) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection.preparedQuery(sql).execute(tuple).replaceWithVoid();
    }

    UUID[] uuids(Function<T, UUID> column) {
        return stream(column).toArray(UUID[]::new);
    }

    @Nullable String[] texts(Function<T, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    Integer[] ints(Function<T, Integer> column) {
        return stream(column).toArray(Integer[]::new);
    }

    Long[] longs(Function<T, Long> column) {
        return stream(column).toArray(Long[]::new);
    }

    Boolean[] flags(Function<T, Boolean> column) {
        return stream(column).toArray(Boolean[]::new);
    }

    private <C> Stream<C> stream(Function<T, C> column) {
        return rows.stream().map(column);
    }
}
