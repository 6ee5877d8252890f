package dev.holdfast.chat.message;

import dev.holdfast.chat.database.Json;
import dev.holdfast.chat.database.Reader;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.topics.LogTopic;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Part;
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
                'parentId', m.parent_id, 'role', m.role, 'status', m.status,
                'content', case when m.role = 'user' then m.content end,
                'generationId', m.generation_id) as text)
            from message m where m.owner = $1 and m.id = any($2)
            """;

    private static final String ADD =
            """
            insert into message (owner, id, conversation_id, parent_id, role, content,
                model_provider, model_name, status, generation_id, created_at)
            select $1, m.id, $2, m."parentId", m.role, m.content, m.model ->> 'provider',
                m.model ->> 'name', m.status, m."generationId", m."createdAt"
            from jsonb_to_recordset(cast(cast($3 as text) as jsonb)) as m(id uuid,
                "parentId" uuid, role text, content jsonb, model jsonb, status text,
                "generationId" uuid, "createdAt" timestamptz)
            """;

    /** The parts of a message {@code m} that go into a prompt, and their size. */
    private static final String SAID =
            """
            select coalesce(jsonb_agg(e.part order by e.n), '[]') as parts,
                cast(octet_length(cast(coalesce(jsonb_agg(e.part order by e.n), '[]') as text))
                    as bigint) as bytes
            from (
                select a.n, case when a.part ->> 'type' = 'text' then a.part - 'html'
                    else a.part end as part
                from jsonb_array_elements(m.content -> 'parts') with ordinality as a(part, n)
                where m.status not in ('queued', 'running')
                    and case a.part ->> 'type' when 'text' then a.part ->> 'text' <> ''
                        when 'reasoning' then a.part ? 'opaque' else true end
            ) e
            """;

    private static final String VIEWS =
            """
            select cast(jsonb_build_object(
                'id', m.id, 'parentId', m.parent_id, 'role', m.role, 'content', m.content,
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
     * From a message up to its root, as long as there is room: what a provider is to read of each,
     * as {@link Content#forPrompt} says it too. The HTML, most of a row, is let go here, since it
     * counts neither for the room nor for the way. What a message costs is what it has in JSON and
     * a little for the object around it. One that says nothing costs and gives nothing, such as an
     * answer that is still being written.
     */
    private static final String PATH =
            """
            with recursive path as (
                select m.parent_id, m.role, said.parts, 0 as depth, said.bytes
                from message m cross join lateral (%1$s) said
                where m.owner = $1 and m.id = $2
                union all
                select m.parent_id, m.role, said.parts, p.depth + 1, p.bytes + said.bytes + 40
                from path p join message m on m.owner = $1 and m.id = p.parent_id
                    cross join lateral (%1$s) said
                where p.bytes + said.bytes + 40 <= $3
            )
            select cast(jsonb_build_object('role', p.role, 'parts', p.parts, 'logOffset',
                (select l.next_offset from log_position l
                    where l.topic_id = $4 and l.partition = $5)) as text)
            from path p
            where jsonb_path_exists(p.parts, '$[*] ? (@.type != "reasoning")')
            order by p.depth desc
            """
                    .formatted(SAID);

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
                    said.stream().map(OnPath::message).toList(),
                    offset == null ? null : new Position(topic, partition, offset));
        }
    }

    record OnPath(Role role, List<Part> parts, @Nullable Long logOffset) {

        private PromptMessage message() {
            return new PromptMessage(role, new Content(parts, List.of()));
        }
    }
}
