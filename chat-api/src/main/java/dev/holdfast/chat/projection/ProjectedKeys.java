package dev.holdfast.chat.projection;

import dev.holdfast.contracts.log.KeyChecked;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;

/** Users' keys that workers have tried. Works within the caller's transaction. */
@ApplicationScoped
class ProjectedKeys {
    /** A key that was replaced meanwhile has another version, and is not touched. */
    private static final String TRIED =
            """
            update provider_key k set status = c.status, problem = c.problem,
                checked_at = clock_timestamp()
            from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[])
                as c(owner, provider, version, status, problem)
            where k.owner = c.owner and k.provider = c.provider and k.version = c.version
            """;

    private final JsonColumn json;

    ProjectedKeys(JsonColumn json) {
        this.json = json;
    }

    Uni<Void> write(SqlConnection connection, List<LogRecord> records) {
        Columns<Tried<KeyChecked>> tried =
                Tried.newest(
                        records, KeyChecked.class, key -> List.of(key.provider(), key.version()));
        return tried.run(
                connection,
                TRIED,
                Tuple.of(
                        tried.texts(Tried::owner),
                        tried.texts(key -> key.said().provider()),
                        tried.ints(key -> key.said().version()),
                        tried.texts(key -> key.said().outcome().name().toLowerCase(Locale.ROOT)),
                        tried.texts(key -> json.orNull(key.said().problem()))));
    }
}
