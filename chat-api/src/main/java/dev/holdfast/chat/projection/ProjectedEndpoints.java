package dev.holdfast.chat.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.log.EndpointChecked;
import dev.holdfast.contracts.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the log says of users' endpoints, kept beside them. Works within the caller's transaction.
 */
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

    /** As with keys: one that came after the answer was asked for is not to blame. */
    private static final String REFUSED =
            """
            update endpoint e set status = 'refused', problem = f.problem,
                checked_at = clock_timestamp()
            from unnest($1::uuid[], $2::text[]) as f(id, problem)
                join generation g on g.id = f.id
            where e.owner = g.owner and g.model_provider = $3 || e.name
                and e.changed_at <= g.requested_at
            """;

    private final ObjectMapper json;

    ProjectedEndpoints(ObjectMapper json) {
        this.json = json;
    }

    /** Endpoints that workers have tried. */
    Uni<Void> tried(SqlConnection connection, List<LogRecord> records) {
        Collection<Tried> tried = newest(records);
        if (tried.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(TRIED)
                .execute(
                        Tuple.of(
                                column(tried, Tried::owner),
                                column(tried, each -> UserEndpoint.name(each.endpoint.provider())),
                                tried.stream()
                                        .map(each -> each.endpoint.version())
                                        .toArray(Integer[]::new),
                                column(tried, each -> word(each.endpoint)),
                                column(tried, each -> write(each.endpoint.problem())),
                                column(
                                        tried,
                                        each ->
                                                each.endpoint.models().isEmpty()
                                                        ? null
                                                        : Storable.text(
                                                                write(each.endpoint.models())))))
                .replaceWithVoid();
    }

    private record Tried(String owner, EndpointChecked endpoint) {}

    private static @Nullable String[] column(
            Collection<Tried> tried, Function<Tried, @Nullable String> of) {
        return tried.stream().map(of).toArray(String[]::new);
    }

    /** The last word on each: PostgreSQL would take any of several. */
    private static Collection<Tried> newest(List<LogRecord> records) {
        Map<List<Object>, Tried> newest = new LinkedHashMap<>();
        for (LogRecord record : records) {
            if (record.event() instanceof EndpointChecked endpoint) {
                newest.put(
                        List.of(record.owner(), endpoint.provider(), endpoint.version()),
                        new Tried(record.owner(), endpoint));
            }
        }
        return newest.values();
    }

    /** Endpoints that have refused their key while they were asked for an answer. */
    Uni<Void> refused(SqlConnection connection, List<Change> changes) {
        List<Change> refused = changes.stream().filter(ProjectedKeys::isOfTheKey).toList();
        if (refused.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(REFUSED)
                .execute(
                        Tuple.of(
                                refused.stream()
                                        .map(change -> change.before().id())
                                        .toArray(UUID[]::new),
                                refused.stream()
                                        .map(change -> write(ProjectedKeys.problem(change)))
                                        .toArray(String[]::new),
                                UserEndpoint.provider("")))
                .replaceWithVoid();
    }

    private static String word(EndpointChecked endpoint) {
        return endpoint.outcome().name().toLowerCase(Locale.ROOT);
    }

    private @Nullable String write(@Nullable Problem problem) {
        return problem == null ? null : json(problem);
    }

    private String write(List<?> models) {
        return json(models);
    }

    private String json(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException aRecordOfTheContract) {
            throw new IllegalArgumentException(aRecordOfTheContract);
        }
    }
}
