package dev.holdfast.chat.outbox;

import dev.holdfast.chat.outbox.Settlement.Landing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The table {@code outbox} as the relay sees it. */
@ApplicationScoped
class WaitingRows {
    /** As many as fit the bytes, and one at the least. */
    private static final String NEXT =
            """
            select b.* from (
                select o.*, sum(octet_length(o.payload)) over (order by o.id) as bytes
                from (select * from outbox where parked_at is null order by id limit $1) o
            ) b
            where b.bytes <= $2 or b.bytes = octet_length(b.payload)
            order by b.id
            """;

    /** One statement, so that a request is not forgotten before its place is noted. */
    private static final String SETTLE =
            """
            with gone as (
                delete from outbox where id = any($1)
            ), parked as (
                update outbox o set parked_at = clock_timestamp(), parked_reason = p.reason
                from unnest($2::bigint[], $3::text[]) as p(id, reason) where o.id = p.id
            )
            update generation g set queue_partition = n.partition, queue_offset = n.place
            from unnest($4::uuid[], $5::int[], $6::bigint[]) as n(id, partition, place)
            where g.id = n.id
            """;

    /** Whoever has stored an event of theirs has ended; whoever stores one waits. */
    private static final String HOLD =
            "select 1 from log_sequence where owner = any($1) order by owner for update";

    /** In their order, above every number that was given. */
    private static final String RENUMBER =
            """
            with waiting as (
                select id, key as owner, row_number() over (partition by key order by id) as place
                from outbox
                where topic = 'conversation-events' and key = any($1) and sequence is not null
                    and parked_at is null and not id = any($2)
            ), raised as (
                update log_sequence s set sequence = w.numbers + greatest(s.sequence,
                    cast(extract(epoch from clock_timestamp()) * 1000000 as bigint))
                from (select owner, count(*) as numbers from waiting group by owner) w
                where s.owner = w.owner
                returning s.owner, s.sequence - w.numbers as last
            )
            update outbox o set sequence = r.last + w.place
            from waiting w join raised r on r.owner = w.owner
            where o.id = w.id
            """;

    private static final String NEWEST =
            "select coalesce(max(id), 0) from outbox where parked_at is null";

    private static final String MEASURE =
            """
            select count(*) filter (where parked_at is null) as depth,
                count(parked_at) as parked,
                coalesce(extract(epoch from clock_timestamp()
                    - min(created_at) filter (where parked_at is null)), 0)::float8 as age
            from outbox
            """;

    private final OutboxConfig config;

    WaitingRows(OutboxConfig config) {
        this.config = config;
    }

    Uni<List<OutboxRow>> next(SqlClient client) {
        return client.preparedQuery(NEXT)
                .execute(Tuple.of(config.batchRows(), config.batchBytes()))
                .map(rows -> rows.stream().map(OutboxRow::of).toList());
    }

    /**
     * @return the largest id that waits; 0 if none does
     */
    Uni<Long> newest(SqlClient client) {
        return client.query(NEWEST).execute().map(rows -> rows.iterator().next().getLong(0));
    }

    /** Where it fails, the connection is not to be used again: a transaction may be open on it. */
    Uni<Void> settle(SqlConnection connection, Settlement settlement) {
        return settlement.overtaken().isEmpty()
                ? write(connection, settlement)
                : connection
                        .begin()
                        .chain(transaction ->
                                renumber(connection, settlement)
                                        .chain(() -> write(connection, settlement))
                                        .chain(transaction::commit));
    }

    private static Uni<Void> renumber(SqlConnection connection, Settlement settlement) {
        String[] owners = settlement.overtaken().toArray(String[]::new);
        Long[] gone = settlement.gone().toArray(Long[]::new);
        return connection
                .preparedQuery(HOLD)
                .execute(Tuple.tuple().addArrayOfString(owners))
                .chain(() ->
                        connection
                                .preparedQuery(RENUMBER)
                                .execute(
                                        Tuple.tuple()
                                                .addArrayOfString(owners)
                                                .addArrayOfLong(gone)))
                .replaceWithVoid();
    }

    private static Uni<Void> write(SqlClient client, Settlement settlement) {
        List<Landing> places = new ArrayList<>(settlement.places().values());
        Tuple tuple =
                Tuple.tuple()
                        .addArrayOfLong(settlement.gone().toArray(Long[]::new))
                        .addArrayOfLong(settlement.parked().keySet().toArray(Long[]::new))
                        .addArrayOfString(settlement.parked().values().toArray(String[]::new))
                        .addArrayOfUUID(settlement.places().keySet().toArray(UUID[]::new))
                        .addArrayOfInteger(
                                places.stream().map(Landing::partition).toArray(Integer[]::new))
                        .addArrayOfLong(places.stream().map(Landing::offset).toArray(Long[]::new));
        return client.preparedQuery(SETTLE).execute(tuple).replaceWithVoid();
    }

    Uni<Backlog> measure(SqlClient client) {
        return client.query(MEASURE)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row ->
                        new Backlog(
                                row.getLong("depth"), row.getLong("parked"), row.getDouble("age")));
    }

    /**
     * @param ageSeconds of the oldest row that waits
     */
    record Backlog(long depth, long parked, double ageSeconds) {
        static final Backlog NONE = new Backlog(0, 0, 0);
    }
}
