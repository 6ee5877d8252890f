package dev.holdfast.chat.generation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.chat.database.Json;
import dev.holdfast.chat.database.Reader;
import dev.holdfast.chat.database.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The table {@code generation}. It is no entity: what the log says of it is written in batches, and
 * a copy in a session's cache that is flushed later would undo that.
 */
@ApplicationScoped
public class Generations {
    private static final String ROWS =
            """
            select cast(to_jsonb(g) || jsonb_build_object('read_at', clock_timestamp()) as text)
            from generation g
            """;
    private static final String OPEN = "g.status in ('queued', 'running')";

    private static final String COUNT =
            "select cast(count(*) as text) from generation g where g.owner = $1 and " + OPEN;

    private static final String QUIET =
            """
            where g.status in ('queued', 'running')
            and g.log_partition = any($1)
            and ((g.attempt >= g.requested_attempt or $3)
                    and g.heard_at < clock_timestamp() - cast($2 as bigint) * interval '1 millisecond'
                or g.gap_at is not null or g.queue_offset = -1 or g.stop_requested_at is not null)
            order by g.attempt < g.requested_attempt, g.heard_at limit $4
            """;

    private static final String RELEASED =
            """
            where g.status = 'running' and g.worker is null
            and g.attempt >= g.requested_attempt
            and g.log_partition = any($1)
            order by g.heard_at limit $2
            """;

    private final Json json;

    Generations(Json json) {
        this.json = json;
    }

    /** Adds one that is new. */
    public Uni<Void> queue(Tx tx, Generation generation) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.putPOJO("id", generation.id());
        row.put("owner", generation.owner());
        row.putPOJO("conversation_id", generation.conversationId());
        row.putPOJO("message_id", generation.messageId());
        row.putPOJO("prompt_id", generation.promptId());
        row.put("model_provider", generation.model().provider());
        row.put("model_name", generation.model().name());
        row.putPOJO("options", generation.options());
        row.put("traceparent", generation.traceparent());
        row.putPOJO("created_at", generation.createdAt().toString());
        return tx.update(
                        """
                        insert into generation (id, owner, conversation_id, message_id, prompt_id,
                            model_provider, model_name, options, status, requested_at, traceparent,
                            created_at)
                        select r.id, r.owner, r.conversation_id, r.message_id, r.prompt_id,
                            r.model_provider, r.model_name, r.options, 'queued',
                            clock_timestamp(), r.traceparent, r.created_at
                        from jsonb_to_record(cast(cast($1 as text) as jsonb)) as r(id uuid,
                            owner text, conversation_id uuid, message_id uuid, prompt_id uuid,
                            model_provider text, model_name text, options jsonb, traceparent text,
                            created_at timestamptz)
                        """,
                        Tuple.of(json.write(row)))
                .replaceWithVoid();
    }

    /** How many of a user's are queued or running. */
    public Uni<Long> countOpen(Reader reader, String owner) {
        return reader.query(COUNT, Tuple.of(owner), Long.class).map(List::getFirst);
    }

    public Uni<Optional<Generation>> find(Reader reader, String owner, UUID id) {
        return rows(reader, " where g.owner = $1 and g.id = $2", Tuple.of(owner, id))
                .map(rows -> rows.stream().map(GenerationRow::generation).findFirst());
    }

    /** Those of a user that are queued or running. */
    public Uni<List<Generation>> openOf(Reader reader, String owner) {
        return rows(
                        reader,
                        " where g.owner = $1 and " + OPEN + " order by g.created_at, g.id",
                        Tuple.of(owner))
                .map(rows -> rows.stream().map(GenerationRow::generation).toList());
    }

    /** Those of one conversation that are queued or running. */
    public Uni<List<Generation>> openOf(Reader reader, String owner, UUID conversationId) {
        return rows(
                        reader,
                        " where g.owner = $1 and g.conversation_id = $2 and "
                                + OPEN
                                + " order by g.created_at, g.id",
                        Tuple.of(owner, conversationId))
                .map(rows -> rows.stream().map(GenerationRow::generation).toList());
    }

    /**
     * The row, which nobody else changes until the caller's transaction ends: neither the
     * projection nor another supervisor.
     */
    public Uni<Optional<Watched>> lock(Tx tx, String owner, UUID id) {
        return rows(tx, " where g.owner = $1 and g.id = $2 for update", Tuple.of(owner, id))
                .map(rows -> rows.stream().map(GenerationRow::watched).findFirst());
    }

    /**
     * Open ones that may need someone: claimed ones that are silent for so long or have a hole,
     * those whose user wants them to end, and those that Kafka refused; first of all the silent.
     *
     * @param partitions of the log
     * @param unclaimedToo whether also those for which nobody has begun the newest attempt for so
     *     long; a long queue is full of them
     */
    public Uni<List<Watched>> quiet(
            Reader reader,
            Collection<Integer> partitions,
            Duration span,
            boolean unclaimedToo,
            int limit) {
        return rows(
                        reader,
                        QUIET,
                        Tuple.of(
                                partitions.toArray(Integer[]::new),
                                span.toMillis(),
                                unclaimedToo,
                                limit))
                .map(rows -> rows.stream().map(GenerationRow::watched).toList());
    }

    /**
     * Those that their runs have released and for which nobody was asked to go on.
     *
     * @param partitions of the log
     */
    public Uni<List<Watched>> released(Reader reader, Collection<Integer> partitions, int limit) {
        return rows(reader, RELEASED, Tuple.of(partitions.toArray(Integer[]::new), limit))
                .map(rows -> rows.stream().map(GenerationRow::watched).toList());
    }

    /** Its user wants it to end. */
    public Uni<Void> wantStopped(Tx tx, UUID id) {
        return tx.update(
                        "update generation set stop_requested_at = clock_timestamp() where id = $1",
                        Tuple.of(id))
                .replaceWithVoid();
    }

    /** This attempt is now the newest that was asked for. */
    public Uni<Void> ask(Tx tx, UUID id, int attempt) {
        return tx.update(
                        """
                        update generation set requested_attempt = $2,
                            requested_at = clock_timestamp(), queue_partition = null,
                            queue_offset = null
                        where id = $1
                        """,
                        Tuple.of(id, attempt))
                .replaceWithVoid();
    }

    private static Uni<List<GenerationRow>> rows(Reader reader, String rest, Tuple parameters) {
        return reader.query(ROWS + rest, parameters, GenerationRow.class);
    }
}
