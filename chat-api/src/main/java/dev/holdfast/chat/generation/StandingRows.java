package dev.holdfast.chat.generation;

import dev.holdfast.chat.database.Columns;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.Status;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How generations stand, as a batch of the log finds it and leaves it: one statement for any number
 * of them. What their answers consist of is in {@link AnswerRows}.
 */
@ApplicationScoped
class StandingRows {
    /** Locked, so that a stop and an event of the same generation see each other. */
    private static final String LOCK =
            """
            select cast(json_build_object('id', id, 'owner', owner, 'messageId', message_id,
                'status', status, 'attempt', attempt, 'run', run,
                'mark', json_build_object('parts', mark_parts, 'length', mark_length),
                'beat', beat, 'worker', worker,
                'stopWanted', stop_requested_at is not null, 'gap', gap_at is not null) as text)
            from generation where id = any($1) order by id for update
            """;

    private static final String WRITE =
            """
            update generation g set status = c.status, attempt = c.attempt, run = c.run,
                mark_parts = c.mark_parts, mark_length = c.mark_length, beat = c.beat,
                worker = c.worker, log_partition = c.partition,
                heard_at = case when c.heard then clock_timestamp() else g.heard_at end,
                gap_at = case when c.gap then coalesce(g.gap_at, clock_timestamp()) end,
                ended_at = case when c.ended then clock_timestamp() else g.ended_at end
            from unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::int[], $6::int[],
                $7::int[], $8::text[], $9::int[], $10::bool[], $11::bool[], $12::bool[])
                as c(id, status, attempt, run, mark_parts, mark_length, beat, worker, partition,
                    heard, gap, ended)
            where g.id = c.id
            """;

    private record Locked(
            UUID id,
            String owner,
            UUID messageId,
            Status status,
            int attempt,
            @Nullable String run,
            Mark mark,
            int beat,
            @Nullable String worker,
            boolean stopWanted,
            boolean gap) {

        /**
         * @param stored null unless the batch needs it
         */
        Before before(@Nullable Content stored) {
            return new Before(
                    id,
                    owner,
                    messageId,
                    new Standing(status, attempt, run, mark, beat),
                    worker,
                    stopWanted,
                    gap,
                    stored);
        }
    }

    /**
     * @param stored what there is of the answers that the batch goes on with
     * @return those that there are, each locked until the transaction ends
     */
    Uni<Map<UUID, Before>> lock(Tx tx, Collection<UUID> ids, Map<UUID, Content> stored) {
        return ids.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : tx.query(LOCK, Tuple.of(ids.toArray(UUID[]::new)), Locked.class)
                        .map(rows ->
                                rows.stream()
                                        .map(row -> row.before(stored.get(row.id())))
                                        .collect(
                                                Collectors.toMap(Before::id, Function.identity())));
    }

    Uni<Void> write(Tx tx, List<Folded> folded) {
        Columns<Folded> columns = new Columns<>(folded);
        return columns.run(
                tx,
                WRITE,
                Tuple.tuple()
                        .addArrayOfUUID(columns.uuids(each -> each.before().id()))
                        .addArrayOfString(columns.texts(each -> word(each.standing().status())))
                        .addArrayOfInteger(columns.ints(each -> each.standing().attempt()))
                        .addArrayOfString(columns.texts(each -> each.standing().run()))
                        .addArrayOfInteger(columns.ints(each -> each.standing().mark().parts()))
                        .addArrayOfInteger(columns.ints(each -> each.standing().mark().length()))
                        .addArrayOfInteger(columns.ints(each -> each.standing().beat()))
                        .addArrayOfString(columns.texts(Folded::worker))
                        .addArrayOfInteger(columns.ints(Folded::partition))
                        .addArrayOfBoolean(columns.flags(Folded::heard))
                        .addArrayOfBoolean(columns.flags(Folded::gap))
                        .addArrayOfBoolean(columns.flags(each -> each.ended() != null)));
    }

    private static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
