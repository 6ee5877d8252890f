package dev.holdfast.chat.message;

import dev.holdfast.chat.database.Json;
import dev.holdfast.chat.database.Reader;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.topics.LogTopic;
import dev.holdfast.contracts.log.MessageView;
import dev.holdfast.contracts.log.Position;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.request.PromptMessage;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All messages. Every method wants the owner, so that a stranger's is never found. Rows are written
 * and read as the JSON of their contract: a row has as many parts in JSON as in columns. What
 * becomes of a reply {@link UpdateReplies} writes.
 */
@ApplicationScoped
public class Messages {
    private static final String FIND =
            """
            select cast(json_build_object('id', m.id, 'conversationId', m.conversation_id,
                'parentId', m.parent_id, 'role', m.role, 'text', m.text, 'status', m.status,
                'generationId', m.generation_id) as text)
            from message m where m.owner = $1 and m.id = any($2)
            """;

    private static final String ADD =
            """
            insert into message (owner, id, conversation_id, parent_id, role, text, model_provider,
                model_name, status, generation_id, created_at)
            select $1, m.id, $2, m."parentId", m.role, m.text, m.model ->> 'provider',
                m.model ->> 'name', m.status, m."generationId", m."createdAt"
            from jsonb_to_recordset(cast(cast($3 as text) as jsonb)) as m(id uuid,
                "parentId" uuid, role text, text text, model jsonb, status text,
                "generationId" uuid, "createdAt" timestamptz)
            """;

    private static final String VIEWS =
            """
            select cast(jsonb_build_object(
                'id', m.id, 'parentId', m.parent_id, 'role', m.role, 'text', m.text,
                'html', m.html, 'reasoning', m.reasoning, 'sources', m.sources,
                'model', case when m.model_provider is null then null else
                    jsonb_build_object('provider', m.model_provider, 'name', m.model_name) end,
                'status', m.status, 'generationId', m.generation_id, 'usage', m.usage,
                'finishReason', m.finish_reason, 'timing', m.timing, 'problem', m.problem,
                'createdAt', m.created_at) as text)
            from message m
            where m.owner = $1 and m.conversation_id = $2
            order by m.created_at, m.role desc, m.id
            """;

    /**
     * From a message up to its root, as long as there is room. What a message costs is what it has
     * in JSON and a little for the object around it. An answer that is still being written is on no
     * path, since nothing is accepted under it; in case it were, it costs and gives nothing.
     */
    private static final String PATH =
            """
            with recursive said as not materialized (
                select m.owner, m.id, m.parent_id, m.role, m.status,
                    case when m.status in ('queued', 'running') then '' else m.text end as text
                from message m where m.owner = $1
            ), path as (
                select s.parent_id, s.role, s.text, 0 as depth,
                    cast(octet_length(cast(to_json(s.text) as text)) as bigint) as bytes
                from said s where s.id = $2
                union all
                select s.parent_id, s.role, s.text, p.depth + 1,
                    p.bytes + octet_length(cast(to_json(s.text) as text)) + 40
                from path p join said s on s.id = p.parent_id
                where p.bytes + octet_length(cast(to_json(s.text) as text)) + 40 <= $3
            )
            select cast(jsonb_build_object('role', p.role, 'text', p.text, 'logOffset',
                (select l.next_offset from log_position l
                    where l.topic_id = $4 and l.partition = $5)) as text)
            from path p where p.text <> '' order by p.depth desc
            """;

    private final Json json;

    Messages(Json json) {
        this.json = json;
    }

    /** Those of these that there are. */
    Uni<Map<UUID, Message>> find(Reader reader, String owner, Collection<UUID> ids) {
        return reader.query(FIND, Tuple.of(owner, ids.toArray(UUID[]::new)), Message.class)
                .map(found ->
                        found.stream().collect(Collectors.toMap(Message::id, Function.identity())));
    }

    /** Adds what is new, as it is when it is accepted. */
    Uni<Void> add(Tx tx, String owner, UUID conversationId, List<MessageView> accepted) {
        return tx.update(ADD, Tuple.of(owner, conversationId, json.write(accepted)))
                .replaceWithVoid();
    }

    /** Oldest first; a message and its reply are of one instant, and the reply comes second. */
    public Uni<List<MessageView>> listViews(Reader reader, String owner, UUID conversationId) {
        return reader.query(VIEWS, Tuple.of(owner, conversationId), MessageView.class);
    }

    /**
     * What was said from the root up to a message, oldest first; the oldest are left out where all
     * would be too much. And how far the log was projected then: in the same statement, since each
     * round trip is felt by whoever waits for the first word.
     *
     * @param leaf the last message; always part of the path
     * @param room bytes in JSON
     * @param log of which the position is wanted
     */
    Uni<Path> path(Reader reader, String owner, UUID leaf, int room, LogTopic log) {
        int partition = log.partitionOf(owner);
        return reader.query(
                        PATH, Tuple.of(owner, leaf, (long) room, log.id(), partition), OnPath.class)
                .map(said -> Path.of(said, log.id(), partition));
    }

    /**
     * @param messages empty if there is no such message
     * @param logPosition what the projection had read of the owner's events; null if nothing yet
     */
    record Path(List<PromptMessage> messages, @Nullable Position logPosition) {

        private static Path of(List<OnPath> said, UUID topic, int partition) {
            Long offset = said.isEmpty() ? null : said.getFirst().logOffset();
            return new Path(
                    said.stream().map(each -> new PromptMessage(each.role(), each.text())).toList(),
                    offset == null ? null : new Position(topic, partition, offset));
        }
    }

    record OnPath(Role role, String text, @Nullable Long logOffset) {}
}
