package dev.holdfast.chat.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Stores records beside the rows that decide them: with the caller's transaction they are kept or
 * forgotten. They reach Kafka at least once; a repeat has the same {@code ce_id}. Records of one
 * key are sent in the order in which they were stored, provided that writers of one key take turns
 * ({@link dev.holdfast.chat.identity.Turns}, or the lock of a row that both update first).
 */
@ApplicationScoped
public class Outbox {
    /** One statement for any number of rows: they travel as one JSON array. */
    private static final String INSERT =
            """
            insert into outbox (topic, key, type, payload, traceparent, generation_id)
            select r.topic, r.key, r.type, r.payload, r.traceparent, r.generation_id
            from jsonb_to_recordset(cast(%s as jsonb)) as r(place int, topic text, key text,
                type text, payload text, traceparent text, generation_id uuid)
            order by r.place
            """;

    /**
     * As a query: an update makes Hibernate clean up caches that we do not have, with a warning at
     * each.
     */
    private static final String INSERT_BY_NAME =
            "with stored as ("
                    + INSERT.formatted("cast(:rows as text)")
                    + " returning 1) select count(*) from stored";

    private static final String INSERT_BY_NUMBER = INSERT.formatted("cast($1 as text)");

    private final ObjectMapper json;

    Outbox(ObjectMapper json) {
        this.json = json;
    }

    /** Within the caller's Hibernate Reactive transaction. */
    public Uni<Void> store(List<OutboxRecord> records) {
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String rows = rows(records);
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(INSERT_BY_NAME)
                                .setParameter("rows", rows)
                                .executeUpdate())
                .replaceWithVoid();
    }

    /** Within the caller's transaction on this connection. */
    public Uni<Void> store(SqlConnection connection, List<OutboxRecord> records) {
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(INSERT_BY_NUMBER)
                .execute(Tuple.of(rows(records)))
                .replaceWithVoid();
    }

    private String rows(List<OutboxRecord> records) {
        ArrayNode rows = json.createArrayNode();
        for (OutboxRecord record : records) {
            ObjectNode row = rows.addObject();
            row.put("place", rows.size());
            row.put("topic", record.topic().topicName());
            row.put("key", record.key());
            row.put("type", record.type());
            row.put("payload", write(record.body()));
            row.put("traceparent", record.traceparent());
            row.putPOJO("generation_id", record.generationId());
        }
        return write(rows);
    }

    private String write(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException aRecordOfTheContract) {
            throw new IllegalArgumentException(aRecordOfTheContract);
        }
    }
}
