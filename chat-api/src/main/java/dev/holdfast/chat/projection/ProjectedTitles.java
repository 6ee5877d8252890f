package dev.holdfast.chat.projection;

import dev.holdfast.chat.identity.Turns;
import dev.holdfast.chat.outbox.Outbox;
import dev.holdfast.chat.outbox.OutboxRecord;
import dev.holdfast.contracts.log.ConversationEvent;
import dev.holdfast.contracts.log.ConversationOptions;
import dev.holdfast.contracts.log.ConversationTitled;
import dev.holdfast.contracts.log.ConversationView;
import dev.holdfast.contracts.log.GenerationEvent.Completed;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.Position;
import dev.holdfast.contracts.log.TitledBy;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.contracts.request.TitleRequested;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Has conversations titled: asks when the first answer has completed, and takes what a worker
 * proposes unless the user was faster. Works within the caller's transaction.
 */
@ApplicationScoped
class ProjectedTitles {
    /** UTF-16 code units of the answer; of the question, as many code points. */
    private static final int SHOWN = 2_000;

    private static final int LONGEST_TITLE = 200;

    /**
     * Once per conversation, unless an answer got lost; that is as good as never coming after ten
     * minutes.
     */
    private static final String ASK =
            """
            with asked as (
                update conversation c set title_asked_at = clock_timestamp()
                from generation g
                where g.id = any($1) and c.owner = g.owner and c.id = g.conversation_id
                    and not c.title_settled and c.titled_by is distinct from 'user'
                    and (c.title_asked_at is null
                        or c.title_asked_at < clock_timestamp() - interval '10 minutes')
                returning c.owner, c.id, g.id as generation, g.log_partition, g.prompt_id, g.model_provider,
                    g.model_name, g.traceparent
            )
            select a.owner, a.id, a.generation, a.model_provider, a.model_name, a.traceparent,
                left(m.text, $2) as question, k.version, k.ciphertext, p.partition, p.next_offset
            from asked a
                join message m on m.owner = a.owner and m.id = a.prompt_id
                left join provider_key k on k.owner = a.owner and k.provider = a.model_provider
                left join log_position p on p.topic_id = $3 and p.partition = a.log_partition
            """;

    /** First words for first words would be the same, or a client's own choice of them. */
    private static final String TAKE =
            """
            update conversation c set title = t.title, titled_by = t.titled_by
            from unnest($1::text[], $2::uuid[], $3::text[], $4::text[])
                as t(owner, id, title, titled_by)
            where c.owner = t.owner and c.id = t.id and not c.title_settled
                and (c.titled_by is null or (c.titled_by = 'first-words' and t.titled_by = 'model'))
            returning c.owner, c.id, c.title, c.titled_by, c.pinned, c.model_provider, c.model_name,
                c.temperature, c.max_tokens, c.reasoning_effort, c.system_prompt, c.updated_at
            """;

    private static final String SETTLE =
            """
            update conversation c set title_settled = true
            from unnest($1::text[], $2::uuid[]) as t(owner, id)
            where c.owner = t.owner and c.id = t.id and not c.title_settled
            """;

    private static final ConversationOptions NO_OPTIONS =
            new ConversationOptions(null, null, null, null);

    private final Turns turns;
    private final Outbox outbox;
    private final Clock clock;

    ProjectedTitles(Turns turns, Outbox outbox, Clock clock) {
        this.turns = turns;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * A conversation is written only by whoever has its owner's turn, which also puts what is said
     * of it to the log in order.
     */
    Uni<Void> takeTurns(SqlConnection connection, List<LogRecord> records) {
        return turns.take(
                connection, proposals(records).stream().map(Proposal::owner).distinct().toList());
    }

    Uni<Void> settle(SqlConnection connection, List<LogRecord> records) {
        Collection<Proposal> proposals = proposals(records);
        if (proposals.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String[] owners = proposals.stream().map(Proposal::owner).toArray(String[]::new);
        UUID[] ids = proposals.stream().map(Proposal::id).toArray(UUID[]::new);
        Tuple taken =
                Tuple.of(
                        owners,
                        ids,
                        proposals.stream().map(Proposal::title).toArray(String[]::new),
                        proposals.stream().map(Proposal::by).toArray(String[]::new));
        return connection
                .preparedQuery(TAKE)
                .execute(taken)
                .call(() -> connection.preparedQuery(SETTLE).execute(Tuple.of(owners, ids)))
                .chain(rows -> {
                    List<OutboxRecord> updates = new ArrayList<>();
                    rows.forEach(row -> updates.add(updated(row)));
                    return outbox.store(connection, updates);
                });
    }

    private record Proposal(String owner, UUID id, String title, String by) {}

    /** The first for each conversation: a second is a record that was written twice. */
    private static Collection<Proposal> proposals(List<LogRecord> records) {
        Map<List<Object>, Proposal> first = new LinkedHashMap<>();
        for (LogRecord record : records) {
            if (record.event() instanceof ConversationTitled titled) {
                first.putIfAbsent(
                        List.of(record.owner(), titled.conversationId()),
                        new Proposal(
                                record.owner(),
                                titled.conversationId(),
                                upTo(LONGEST_TITLE, Storable.text(titled.title())),
                                word(titled.titledBy())));
            }
        }
        return first.values();
    }

    private OutboxRecord updated(Row row) {
        UUID id = row.getUUID("id");
        ConversationView view =
                new ConversationView(
                        id,
                        row.getString("title"),
                        by(row.getString("titled_by")),
                        row.getBoolean("pinned"),
                        model(row),
                        options(row),
                        row.getOffsetDateTime("updated_at").toInstant());
        return OutboxRecord.event(
                row.getString("owner"), new ConversationEvent.Updated(id, clock.instant(), view));
    }

    private static @Nullable ModelRef model(Row row) {
        String provider = row.getString("model_provider");
        String name = row.getString("model_name");
        return provider == null || name == null ? null : new ModelRef(provider, name);
    }

    private static @Nullable ConversationOptions options(Row row) {
        ConversationOptions options =
                new ConversationOptions(
                        row.getDouble("temperature"),
                        row.getInteger("max_tokens"),
                        row.getString("reasoning_effort"),
                        row.getString("system_prompt"));
        return options.equals(NO_OPTIONS) ? null : options;
    }

    /**
     * For the conversations of which an answer has just completed.
     *
     * @param topicId of the log, whose positions this transaction has moved already
     */
    Uni<Void> askFor(SqlConnection connection, UUID topicId, List<Change> changes) {
        Map<UUID, String> answers = new LinkedHashMap<>();
        for (Change change : changes) {
            if (change.ended() instanceof Completed completed && !completed.text().isBlank()) {
                answers.put(change.before().id(), completed.text());
            }
        }
        if (answers.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(ASK)
                .execute(Tuple.of(answers.keySet().toArray(UUID[]::new), SHOWN, topicId))
                .chain(rows -> {
                    Instant now = clock.instant();
                    List<OutboxRecord> requests = new ArrayList<>();
                    rows.forEach(row ->
                            requests.add(
                                    request(
                                            row,
                                            topicId,
                                            answers.getOrDefault(row.getUUID("generation"), ""),
                                            now)));
                    return outbox.store(connection, requests);
                });
    }

    private static OutboxRecord request(Row row, UUID topicId, String answer, Instant now) {
        String provider = row.getString("model_provider");
        Integer version = row.getInteger("version");
        SealedKey key =
                version == null
                        ? null
                        : SealedKey.of(provider, version, row.getBuffer("ciphertext").getBytes());
        Integer partition = row.getInteger("partition");
        return OutboxRecord.title(
                        new TitleRequested(
                                row.getUUID("id"),
                                row.getString("owner"),
                                new ModelRef(provider, row.getString("model_name")),
                                row.getString("question"),
                                upTo(SHOWN, answer),
                                key,
                                partition == null
                                        ? null
                                        : new Position(
                                                topicId, partition, row.getLong("next_offset")),
                                now))
                .tracedBy(row.getString("traceparent"));
    }

    /** Never half of a surrogate pair. */
    private static String upTo(int length, String text) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(
                0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    private static String word(TitledBy by) {
        return by.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static TitledBy by(String word) {
        return TitledBy.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
