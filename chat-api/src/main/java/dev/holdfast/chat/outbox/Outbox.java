package dev.holdfast.chat.outbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.chat.database.Json;
import dev.holdfast.chat.database.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Stores records beside the rows that decide them: with the caller's transaction they are kept or
 * forgotten. They reach Kafka at least once; a repeat has the same {@code ce_id} and, where its
 * event is numbered, the same {@code sequence}.
 *
 * <p>Records of one key are sent in the order in which they were stored. For the log that is made
 * sure of here: a statement that stores a user's events first takes the user's row of {@code
 * log_sequence}, and keeps it until the transaction ends, so that ids and numbers of one user
 * become visible in their order whoever writes. For the other topics writers of one key take turns
 * ({@link dev.holdfast.chat.database.Turns}, or the lock of a row that both update first).
 */
@ApplicationScoped
public class Outbox {
    /**
     * One statement for any number of rows: they travel as one JSON array. Numbers are microseconds
     * of the database's clock, or follow the last one where that is not behind: so they rise also
     * in a database that was restored from a backup, whose readers have had later ones. They stay
     * below 2^53, which JavaScript's numbers can hold, until the year 2255.
     */
    private static final String INSERT =
            """
            with record as (
                select r.* from jsonb_to_recordset(cast(cast($1 as text) as jsonb)) as r(place int,
                    topic text, key text, type text, payload text, numbered boolean,
                    traceparent text, generation_id uuid)
            ), taken as (
                select key as owner, count(*) filter (where numbered) as numbers
                from record where topic = 'conversation-events' group by key
            ), given as (
                insert into log_sequence as s (owner, sequence)
                select owner,
                    cast(extract(epoch from clock_timestamp()) * 1000000 as bigint) + numbers
                from taken order by owner
                on conflict (owner) do update set sequence = greatest(excluded.sequence,
                    s.sequence + (select t.numbers from taken t where t.owner = s.owner))
                returning s.owner, s.sequence
            )
            insert into outbox (topic, key, type, payload, sequence, traceparent, generation_id)
            select r.topic, r.key, r.type, r.payload,
                case when r.numbered then g.sequence + 1
                    - row_number() over (partition by r.key, r.numbered order by r.place desc)
                end,
                r.traceparent, r.generation_id
            from record r
                left join given g on g.owner = r.key and r.topic = 'conversation-events'
            order by r.place
            """;

    private final Json json;

    Outbox(Json json) {
        this.json = json;
    }

    /** Within the caller's transaction. */
    public Uni<Void> store(Tx tx, List<OutboxRecord> records) {
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.update(INSERT, Tuple.of(rows(records))).replaceWithVoid();
    }

    private String rows(List<OutboxRecord> records) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (OutboxRecord record : records) {
            ObjectNode row = rows.addObject();
            row.put("place", rows.size());
            row.put("topic", record.topic().topicName());
            row.put("key", record.key());
            row.put("type", record.type());
            row.put("payload", json.write(record.body()));
            row.put("numbered", record.numbered());
            row.put("traceparent", record.traceparent());
            row.putPOJO("generation_id", record.generationId());
        }
        return json.write(rows);
    }
}
