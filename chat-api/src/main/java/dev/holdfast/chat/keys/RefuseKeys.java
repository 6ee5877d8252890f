package dev.holdfast.chat.keys;

import dev.holdfast.chat.database.Columns;
import dev.holdfast.chat.database.Json;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.generation.GenerationFollower;
import dev.holdfast.chat.generation.Moved;
import dev.holdfast.chat.projection.Batch;
import dev.holdfast.contracts.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Notes of a key that its provider has refused it, while it was asked for an answer. The answer was
 * asked for with the key that was kept then; one that came later is not to blame.
 */
@ApplicationScoped
class RefuseKeys implements GenerationFollower {
    private static final String REFUSED =
            """
            update provider_key k set status = 'refused', problem = f.problem,
                checked_at = clock_timestamp()
            from unnest($1::uuid[], $2::text[]) as f(id, problem)
                join generation g on g.id = f.id
            where k.owner = g.owner and k.provider = g.model_provider
                and k.created_at <= g.requested_at
            """;

    private final Json json;

    RefuseKeys(Json json) {
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
                        refused.texts(each -> json.writeOrNull(each.problem()))));
    }
}
