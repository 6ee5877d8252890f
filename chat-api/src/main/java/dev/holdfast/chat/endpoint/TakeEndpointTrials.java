package dev.holdfast.chat.endpoint;

import dev.holdfast.chat.database.Columns;
import dev.holdfast.chat.database.Json;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.projection.Batch;
import dev.holdfast.chat.projection.LogFollower;
import dev.holdfast.chat.projection.Said;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.log.EndpointChecked;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes to users' endpoints what came of it where workers have tried them. */
@ApplicationScoped
class TakeEndpointTrials implements LogFollower {
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

    private final Json json;

    TakeEndpointTrials(Json json) {
        this.json = json;
    }

    @Override
    public Uni<Void> take(Tx tx, Batch batch) {
        Columns<Said<EndpointChecked>> tried =
                new Columns<>(
                        batch.newest(
                                EndpointChecked.class,
                                endpoint -> List.of(endpoint.provider(), endpoint.version())));
        return tried.run(
                tx,
                TRIED,
                Tuple.of(
                        tried.texts(Said::owner),
                        tried.texts(each -> UserEndpoint.name(each.event().provider())),
                        tried.ints(each -> each.event().version()),
                        tried.texts(each -> each.event().outcome().name().toLowerCase(Locale.ROOT)),
                        tried.texts(each -> json.writeOrNull(each.event().problem())),
                        tried.texts(each -> found(each.event()))));
    }

    private @Nullable String found(EndpointChecked endpoint) {
        List<?> models = endpoint.models();
        return models.isEmpty() ? null : json.write(models);
    }
}
