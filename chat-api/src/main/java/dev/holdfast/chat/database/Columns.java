package dev.holdfast.chat.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows as columns, which is how one statement takes any number of them. */
public record Columns<T>(List<T> rows) {

    public Columns(Collection<T> rows) {
        this(List.copyOf(rows));
    }

    /** Nothing to write is no statement at all. */
    public Uni<Void> run(Tx tx, String sql, Tuple columns) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.update(sql, columns).replaceWithVoid();
    }

    public UUID[] uuids(Function<T, UUID> column) {
        return stream(column).toArray(UUID[]::new);
    }

    public @Nullable String[] texts(Function<T, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    public Integer[] ints(Function<T, Integer> column) {
        return stream(column).toArray(Integer[]::new);
    }

    public Long[] longs(Function<T, Long> column) {
        return stream(column).toArray(Long[]::new);
    }

    public Boolean[] flags(Function<T, Boolean> column) {
        return stream(column).toArray(Boolean[]::new);
    }

    private <C> Stream<C> stream(Function<T, C> column) {
        return rows.stream().map(column);
    }
}
