package dev.holdfast.chat.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.chat.topics.LogTopic;
import dev.holdfast.contracts.log.MessageView;
import dev.holdfast.contracts.log.Position;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.request.PromptMessage;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All messages. Every method wants the owner, so that a stranger's is never found, and works within
 * the caller's session. Rows are read as the JSON of their contract, which PostgreSQL writes: a row
 * has as many parts in JSON as in columns.
 */
@ApplicationScoped
public class Messages implements PanacheRepositoryBase<Message, Message.Key> {
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
            where m.owner = :owner and m.conversation_id = :conversation
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
                from message m where m.owner = :owner
            ), path as (
                select s.parent_id, s.role, s.text, 0 as depth,
                    cast(octet_length(cast(to_json(s.text) as text)) as bigint) as bytes
                from said s where s.id = :leaf
                union all
                select s.parent_id, s.role, s.text, p.depth + 1,
                    p.bytes + octet_length(cast(to_json(s.text) as text)) + 40
                from path p join said s on s.id = p.parent_id
                where p.bytes + octet_length(cast(to_json(s.text) as text)) + 40 <= :room
            )
            select cast(jsonb_build_object('role', p.role, 'text', p.text, 'logOffset',
                (select l.next_offset from log_position l
                    where l.topic_id = :topic and l.partition = :partition)) as text)
            from path p where p.text <> '' order by p.depth desc
            """;

    private final ObjectMapper json;

    Messages(ObjectMapper json) {
        this.json = json;
    }

    /** Those of these that there are. */
    Uni<Map<UUID, Message>> find(String owner, Collection<UUID> ids) {
        return find("owner = ?1 and id in ?2", owner, ids)
                .list()
                .map(found ->
                        found.stream().collect(Collectors.toMap(Message::id, Function.identity())));
    }

    /** Oldest first; a message and its reply are of one instant, and the reply comes second. */
    public Uni<List<MessageView>> viewsOf(String owner, UUID conversationId) {
        return read(
                VIEWS, Map.of("owner", owner, "conversation", conversationId), MessageView.class);
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
    Uni<Path> path(String owner, UUID leaf, int room, LogTopic log) {
        int partition = log.partitionOf(owner);
        return read(
                        PATH,
                        Map.of(
                                "owner", owner,
                                "leaf", leaf,
                                "room", room,
                                "topic", log.id(),
                                "partition", partition),
                        Said.class)
                .map(said -> Path.of(said, log.id(), partition));
    }

    /**
     * @param messages empty if there is no such message
     * @param logPosition what the projection had read of the owner's events; null if nothing yet
     */
    record Path(List<PromptMessage> messages, @Nullable Position logPosition) {

        private static Path of(List<Said> said, UUID topic, int partition) {
            Long offset = said.isEmpty() ? null : said.getFirst().logOffset();
            return new Path(
                    said.stream().map(each -> new PromptMessage(each.role(), each.text())).toList(),
                    offset == null ? null : new Position(topic, partition, offset));
        }
    }

    record Said(Role role, String text, @Nullable Long logOffset) {}

    private <T> Uni<List<T>> read(String sql, Map<String, Object> parameters, Class<T> type) {
        return Panache.getSession()
                .chain(session -> {
                    var query = session.createNativeQuery(sql, String.class);
                    parameters.forEach(query::setParameter);
                    return query.getResultList();
                })
                .map(rows -> rows.stream().map(row -> parse(row, type)).toList());
    }

    private <T> T parse(String row, Class<T> type) {
        try {
            return json.readValue(row, type);
        } catch (JsonProcessingException ofOurOwnRow) {
            // Without the cause: Jackson quotes what it could not read, and that is what was said.
            throw new IllegalStateException(
                    "a row of message cannot be read: " + ofOurOwnRow.getClass().getName());
        }
    }
}
