package dev.holdfast.chat.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The table {@code generation}. Every method works within the caller's Hibernate Reactive
 * transaction. It is no entity: the projection writes its columns in batches beside Hibernate, and
 * a cached copy that is flushed later would undo that.
 */
@ApplicationScoped
public class Generations {
    private static final String ROWS =
            """
            select cast(to_jsonb(g) || jsonb_build_object('read_at', clock_timestamp()) as text)
            from generation g
            """;
    private static final String OPEN = "g.status in ('queued', 'running')";

    private static final String QUIET =
            """
            where g.status in ('queued', 'running')
            and g.log_partition = any(cast(cast(:partitions as text) as int[]))
            and ((g.attempt >= g.requested_attempt or :unclaimed)
                    and g.heard_at < clock_timestamp() - :millis * interval '1 millisecond'
                or g.gap_at is not null or g.queue_offset = -1 or g.stop_requested_at is not null)
            order by g.attempt < g.requested_attempt, g.heard_at limit :most
            """;

    private static final String RELEASED =
            """
            where g.status = 'running' and g.worker is null
            and g.attempt >= g.requested_attempt
            and g.log_partition = any(cast(cast(:partitions as text) as int[]))
            order by g.heard_at limit :most
            """;

    private final ObjectMapper json;

    Generations(ObjectMapper json) {
        this.json = json;
    }

    /** Adds one that is new. */
    public Uni<Void> queue(Generation generation) {
        ObjectNode row = json.createObjectNode();
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
        return update(
                        """
                        insert into generation (id, owner, conversation_id, message_id, prompt_id,
                            model_provider, model_name, options, status, requested_at, traceparent,
                            created_at)
                        select r.id, r.owner, r.conversation_id, r.message_id, r.prompt_id,
                            r.model_provider, r.model_name, r.options, 'queued',
                            clock_timestamp(), r.traceparent, r.created_at
                        from jsonb_to_record(cast(cast(:row as text) as jsonb)) as r(id uuid,
                            owner text, conversation_id uuid, message_id uuid, prompt_id uuid,
                            model_provider text, model_name text, options jsonb, traceparent text,
                            created_at timestamptz)
                        """,
                        Map.of("row", write(row)))
                .replaceWithVoid();
    }

    /** How many of a user's are queued or running. */
    public Uni<Long> countOpen(String owner) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(
                                        "select count(*) from generation g where g.owner ="
                                                + " :owner and "
                                                + OPEN,
                                        Long.class)
                                .setParameter("owner", owner)
                                .getSingleResult());
    }

    public Uni<Optional<Generation>> find(String owner, UUID id) {
        return rows(" where g.owner = :owner and g.id = :id", Map.of("owner", owner, "id", id))
                .map(rows -> rows.stream().map(GenerationRow::generation).findFirst());
    }

    /** Those of a user that are queued or running. */
    public Uni<List<Generation>> openOf(String owner) {
        return rows(
                        " where g.owner = :owner and " + OPEN + " order by g.created_at, g.id",
                        Map.of("owner", owner))
                .map(rows -> rows.stream().map(GenerationRow::generation).toList());
    }

    /** Those of one conversation that are queued or running. */
    public Uni<List<Generation>> openOf(String owner, UUID conversationId) {
        return rows(
                        " where g.owner = :owner and g.conversation_id = :conversation and "
                                + OPEN
                                + " order by g.created_at, g.id",
                        Map.of("owner", owner, "conversation", conversationId))
                .map(rows -> rows.stream().map(GenerationRow::generation).toList());
    }

    /**
     * The row, which nobody else changes until the caller's transaction ends: neither the
     * projection nor another supervisor.
     */
    public Uni<Optional<Watched>> lock(String owner, UUID id) {
        return rows(
                        " where g.owner = :owner and g.id = :id for update",
                        Map.of("owner", owner, "id", id))
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
            Collection<Integer> partitions, Duration span, boolean unclaimedToo, int limit) {
        return rows(
                        QUIET,
                        Map.of(
                                "partitions",
                                list(partitions),
                                "millis",
                                span.toMillis(),
                                "unclaimed",
                                unclaimedToo,
                                "most",
                                limit))
                .map(rows -> rows.stream().map(GenerationRow::watched).toList());
    }

    /**
     * Those that their runs have released and for which nobody was asked to go on.
     *
     * @param partitions of the log
     */
    public Uni<List<Watched>> released(Collection<Integer> partitions, int limit) {
        return rows(RELEASED, Map.of("partitions", list(partitions), "most", limit))
                .map(rows -> rows.stream().map(GenerationRow::watched).toList());
    }

    private static String list(Collection<Integer> partitions) {
        return partitions.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /** Its user wants it to end. */
    public Uni<Void> wantStopped(UUID id) {
        return update(
                        "update generation set stop_requested_at = clock_timestamp() where id ="
                                + " :id",
                        Map.of("id", id))
                .replaceWithVoid();
    }

    /** This attempt is now the newest that was asked for. */
    public Uni<Void> ask(UUID id, int attempt) {
        return update(
                        """
                        update generation set requested_attempt = :attempt,
                            requested_at = clock_timestamp(), queue_partition = null,
                            queue_offset = null
                        where id = :id
                        """,
                        Map.of("id", id, "attempt", attempt))
                .replaceWithVoid();
    }

    private Uni<List<GenerationRow>> rows(String rest, Map<String, Object> parameters) {
        return Panache.getSession()
                .chain(session -> {
                    var query = session.createNativeQuery(ROWS + rest, String.class);
                    parameters.forEach(query::setParameter);
                    return query.getResultList();
                })
                .map(rows -> rows.stream().map(this::read).toList());
    }

    private Uni<Integer> update(String sql, Map<String, Object> parameters) {
        return Panache.getSession()
                .chain(session -> {
                    var query = session.createNativeQuery(sql);
                    parameters.forEach(query::setParameter);
                    return query.executeUpdate();
                });
    }

    private GenerationRow read(String row) {
        try {
            return json.readValue(row, GenerationRow.class);
        } catch (JsonProcessingException ofOurOwnRow) {
            throw new IllegalStateException("a row of generation cannot be read", ofOurOwnRow);
        }
    }

    private String write(ObjectNode row) {
        try {
            return json.writeValueAsString(row);
        } catch (JsonProcessingException ofOurOwnRow) {
            throw new IllegalStateException("a row of generation cannot be written", ofOurOwnRow);
        }
    }
}
