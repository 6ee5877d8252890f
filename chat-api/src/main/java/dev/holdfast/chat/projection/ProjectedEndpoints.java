package dev.holdfast.chat.projection;

import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.log.EndpointChecked;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Users' endpoints that workers have tried. Works within the caller's transaction. */
@ApplicationScoped
class ProjectedEndpoints {
    /**
     * One that was replaced meanwhile has another version, and is not touched. A list that could
     * not be read leaves the one of before.
     */
    private static final String TRIED =
            """
            update endpoint e set status = c.status, problem = c.problem,
                found = coalesce(c.found, e.found), checked_at = clock_timestamp()
            from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[], $6::text[])
                as c(owner, name, version, status, problem, found)
            where e.owner = c.owner and e.name = c.name and e.version = c.version
            """;

    private final JsonColumn json;

    ProjectedEndpoints(JsonColumn json) {
        this.json = json;
    }

    Uni<Void> write(SqlConnection connection, List<LogRecord> records) {
        Columns<Tried<EndpointChecked>> tried =
                Tried.newest(
                        records,
                        EndpointChecked.class,
                        endpoint -> List.of(endpoint.provider(), endpoint.version()));
        return tried.run(
                connection,
                TRIED,
                Tuple.of(
                        tried.texts(Tried::owner),
                        tried.texts(each -> UserEndpoint.name(each.said().provider())),
                        tried.ints(each -> each.said().version()),
                        tried.texts(each -> each.said().outcome().name().toLowerCase(Locale.ROOT)),
                        tried.texts(each -> json.orNull(each.said().problem())),
                        tried.texts(each -> found(each.said()))));
    }

    private @Nullable String found(EndpointChecked endpoint) {
        List<?> models = endpoint.models();
        return models.isEmpty() ? null : Storable.text(json.of(models));
    }
}
