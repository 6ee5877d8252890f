package dev.holdfast.chat.projection;

import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.log.GenerationEvent.Failed;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys that a provider or an endpoint has refused while it was asked for an answer. Such an answer
 * was asked for with the key that was kept then; one that came later is not to blame. Works within
 * the caller's transaction.
 */
@ApplicationScoped
class RefusedKeys {
    private static final String OF_PROVIDERS =
            """
            update provider_key k set status = 'refused', problem = f.problem,
                checked_at = clock_timestamp()
            from unnest($1::uuid[], $2::text[]) as f(id, problem)
                join generation g on g.id = f.id
            where k.owner = g.owner and k.provider = g.model_provider
                and k.created_at <= g.requested_at
            """;

    private static final String OF_ENDPOINTS =
            """
            update endpoint e set status = 'refused', problem = f.problem,
                checked_at = clock_timestamp()
            from unnest($1::uuid[], $2::text[]) as f(id, problem)
                join generation g on g.id = f.id
            where e.owner = g.owner and g.model_provider = $3 || e.name
                and e.changed_at <= g.requested_at
            """;

    private final JsonColumn json;

    RefusedKeys(JsonColumn json) {
        this.json = json;
    }

    Uni<Void> write(SqlConnection connection, List<Change> changes) {
        var refused = new Columns<>(changes.stream().filter(RefusedKeys::isOfTheKey).toList());
        var ids = refused.uuids(change -> change.before().id());
        var problems = refused.texts(change -> json.orNull(problem(change)));
        return refused.run(connection, OF_PROVIDERS, Tuple.of(ids, problems))
                .chain(() ->
                        refused.run(
                                connection,
                                OF_ENDPOINTS,
                                Tuple.of(ids, problems, UserEndpoint.provider(""))));
    }

    private static boolean isOfTheKey(Change change) {
        Problem problem = problem(change);
        return problem != null && ProblemType.PROVIDER_KEY_REFUSED.slug().equals(problem.slug());
    }

    private static @Nullable Problem problem(Change change) {
        return change.ended() instanceof Failed failed ? failed.problem() : null;
    }
}
