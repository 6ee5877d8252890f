package dev.holdfast.chat.keys;

import dev.holdfast.chat.database.Columns;
import dev.holdfast.chat.database.Json;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.projection.Batch;
import dev.holdfast.chat.projection.LogFollower;
import dev.holdfast.chat.projection.Said;
import dev.holdfast.contracts.log.KeyChecked;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;

/** Writes to users' keys what came of it where workers have tried them. */
@ApplicationScoped
class TakeKeyTrials implements LogFollower {
    /** A key that was replaced meanwhile has another version, and is not touched. */
    private static final String TRIED =
            """
            update provider_key k set status = c.status, problem = c.problem,
                checked_at = clock_timestamp()
            from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[])
                as c(owner, provider, version, status, problem)
            where k.owner = c.owner and k.provider = c.provider and k.version = c.version
            """;

    private final Json json;

    TakeKeyTrials(Json json) {
        this.json = json;
    }

    @Override
    public Uni<Void> take(Tx tx, Batch batch) {
        Columns<Said<KeyChecked>> tried =
                new Columns<>(
                        batch.newest(
                                KeyChecked.class, key -> List.of(key.provider(), key.version())));
        return tried.run(
                tx,
                TRIED,
                Tuple.of(
                        tried.texts(Said::owner),
                        tried.texts(key -> key.event().provider()),
                        tried.ints(key -> key.event().version()),
                        tried.texts(key -> key.event().outcome().name().toLowerCase(Locale.ROOT)),
                        tried.texts(key -> json.writeOrNull(key.event().problem()))));
    }
}
