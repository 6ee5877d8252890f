package dev.holdfast.chat.endpoint;

import dev.holdfast.chat.database.Columns;
import dev.holdfast.chat.database.Json;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.generation.GenerationFollower;
import dev.holdfast.chat.generation.Moved;
import dev.holdfast.chat.projection.Batch;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Notes of an endpoint that it has refused its key, while it was asked for an answer. The answer
 * was asked for with the endpoint as it was kept then; one that came later is not to blame.
 */
@ApplicationScoped
class RefuseEndpoints implements GenerationFollower {
    private static final String REFUSED =
            """
            update endpoint e set status = 'refused', problem = f.problem,
                checked_at = clock_timestamp()
            from unnest($1::uuid[], $2::text[]) as f(id, problem)
                join generation g on g.id = f.id
            where e.owner = g.owner and g.model_provider = $3 || e.name
                and e.changed_at <= g.requested_at
            """;

    private final Json json;

    RefuseEndpoints(Json json) {
        this.json = json;
    }

    @Override
    public Uni<Void> take(Tx tx, Batch batch, List<Moved> moved) {
        Columns<Moved> refused =
                new Columns<>(
                        moved.stream()
                                .filter(each -> each.isBecauseOf(ProblemType.PROVIDER_KEY_REFUSED))
                                .toList());
        return refused.run(
                tx,
                REFUSED,
                Tuple.of(
                        refused.uuids(Moved::id),
                        refused.texts(each -> json.writeOrNull(each.problem())),
                        UserEndpoint.provider("")));
    }
}
