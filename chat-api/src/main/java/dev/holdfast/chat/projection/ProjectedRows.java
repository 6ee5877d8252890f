package dev.holdfast.chat.projection;

import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.GenerationEvent.Ended;
import dev.holdfast.contracts.log.Source;
import dev.holdfast.contracts.log.Status;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a batch reads and writes: one statement per table and kind, however many rows.
 * Works within the caller's transaction.
 */
@ApplicationScoped
class ProjectedRows {
    /** Locked, so that a stop and an event of the same generation see each other. */
    private static final String LOAD =
            """
            select id, owner, message_id, status, attempt, run, length, reasoning_length, beat,
                worker,
                stop_requested_at is not null as stop_wanted, gap_at is not null as gap
            from generation where id = any($1) order by id for update
            """;

    private static final String TEXTS =
            """
            select generation_id, string_agg(text, '' order by log_offset) as text,
                cast(jsonb_agg(sources order by log_offset) filter (where sources <> '[]') as text)
            from generation_progress where generation_id = any($1) group by generation_id
            """;

    private static final String GENERATIONS =
            """
            update generation g set status = c.status, attempt = c.attempt, run = c.run,
                length = c.length, reasoning_length = c.reasoning_length, beat = c.beat,
                worker = c.worker, log_partition = c.partition,
                heard_at = case when c.heard then clock_timestamp() else g.heard_at end,
                gap_at = case when c.gap then coalesce(g.gap_at, clock_timestamp()) end,
                ended_at = case when c.ended then clock_timestamp() else g.ended_at end
            from unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::int[], $6::int[],
                $7::int[], $8::text[], $9::int[], $10::bool[], $11::bool[], $12::bool[])
                as c(id, status, attempt, run, length, reasoning_length, beat, worker, partition,
                    heard, gap, ended)
            where g.id = c.id
            """;

    private static final String DROP =
            "delete from generation_progress where generation_id = any($1)";

    private static final String PIECES =
            """
            insert into generation_progress
                (generation_id, log_offset, attempt, text, reasoning, html, sources)
            select p.id, p.log_offset, p.attempt, p.text, p.reasoning, p.html::jsonb,
                p.sources::jsonb
            from unnest($1::uuid[], $2::bigint[], $3::int[], $4::text[], $5::text[], $6::text[],
                $7::text[])
                as p(id, log_offset, attempt, text, reasoning, html, sources)
            on conflict do nothing
            """;

    private static final String STATUSES =
            """
            update message m set status = s.status
            from unnest($1::text[], $2::uuid[], $3::text[]) as s(owner, id, status)
            where m.owner = s.owner and m.id = s.id
            """;

    private static final String RESULTS =
            """
            update message m set text = e.text, html = e.html::jsonb, reasoning = e.reasoning,
                usage = e.usage::jsonb, finish_reason = e.finish_reason, timing = e.timing::jsonb,
                problem = e.problem::jsonb, sources = e.sources::jsonb
            from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
                $7::text[], $8::text[], $9::text[], $10::text[])
                as e(owner, id, text, html, reasoning, usage, finish_reason, timing, problem,
                    sources)
            where m.owner = e.owner and m.id = e.id
            """;

    private final JsonColumn json;

    ProjectedRows(JsonColumn json) {
        this.json = json;
    }

    /**
     * @param withText those of which the stored text is needed
     */
    Uni<Map<UUID, ProjectedRow>> load(
            SqlConnection connection, Collection<UUID> ids, Collection<UUID> withText) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return stored(connection, withText)
                .chain(stored ->
                        connection
                                .preparedQuery(LOAD)
                                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                                .map(rows -> byId(rows, withText, stored)));
    }

    /** What there is of an answer. */
    private record Stored(String text, List<Source> sources) {
        private static final Stored NOTHING = new Stored("", List.of());
    }

    private Uni<Map<UUID, Stored>> stored(SqlConnection connection, Collection<UUID> withText) {
        if (withText.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return connection
                .preparedQuery(TEXTS)
                .execute(Tuple.of(withText.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Stored> stored = new HashMap<>();
                    rows.forEach(row ->
                            stored.put(
                                    row.getUUID(0),
                                    new Stored(row.getString(1), json.sources(row.getString(2)))));
                    return stored;
                });
    }

    private static Map<UUID, ProjectedRow> byId(
            Iterable<Row> rows, Collection<UUID> withText, Map<UUID, Stored> stored) {
        Map<UUID, ProjectedRow> loaded = new HashMap<>();
        for (Row row : rows) {
            UUID id = row.getUUID("id");
            Stored known = withText.contains(id) ? stored.getOrDefault(id, Stored.NOTHING) : null;
            loaded.put(id, projected(row, known));
        }
        return loaded;
    }

    private static ProjectedRow projected(Row row, @Nullable Stored stored) {
        Standing standing =
                new Standing(
                        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                        row.getInteger("attempt"),
                        row.getString("run"),
                        row.getInteger("length"),
                        row.getInteger("reasoning_length"),
                        row.getInteger("beat"));
        return new ProjectedRow(
                row.getUUID("id"),
                row.getString("owner"),
                row.getUUID("message_id"),
                standing,
                row.getString("worker"),
                row.getBoolean("stop_wanted"),
                row.getBoolean("gap"),
                stored == null ? null : stored.text(),
                stored == null ? List.of() : stored.sources());
    }

    /** Everything but the notices. */
    Uni<Void> write(SqlConnection connection, List<Change> changes) {
        List<Change> any = changes.stream().filter(Change::isAny).toList();
        return generations(connection, any)
                .chain(() -> drop(connection, any.stream().filter(Change::dropsStored).toList()))
                .chain(() -> pieces(connection, any))
                .chain(() ->
                        statuses(connection, any.stream().filter(Change::movesMessage).toList()))
                .chain(() ->
                        results(connection, any.stream().filter(c -> c.ended() != null).toList()));
    }

    private static Uni<Void> generations(SqlConnection connection, List<Change> changes) {
        Columns<Change> columns = new Columns<>(changes);
        return columns.run(
                connection,
                GENERATIONS,
                Tuple.tuple()
                        .addArrayOfUUID(columns.uuids(change -> change.before().id()))
                        .addArrayOfString(columns.texts(change -> word(change.standing().status())))
                        .addArrayOfInteger(columns.ints(change -> change.standing().attempt()))
                        .addArrayOfString(columns.texts(change -> change.standing().run()))
                        .addArrayOfInteger(columns.ints(change -> change.standing().length()))
                        .addArrayOfInteger(
                                columns.ints(change -> change.standing().reasoningLength()))
                        .addArrayOfInteger(columns.ints(change -> change.standing().beat()))
                        .addArrayOfString(columns.texts(Change::worker))
                        .addArrayOfInteger(columns.ints(Change::partition))
                        .addArrayOfBoolean(columns.flags(Change::heard))
                        .addArrayOfBoolean(columns.flags(Change::gap))
                        .addArrayOfBoolean(columns.flags(change -> change.ended() != null)));
    }

    private static Uni<Void> drop(SqlConnection connection, List<Change> changes) {
        Columns<Change> columns = new Columns<>(changes);
        return columns.run(
                connection,
                DROP,
                Tuple.tuple().addArrayOfUUID(columns.uuids(change -> change.before().id())));
    }

    private Uni<Void> pieces(SqlConnection connection, List<Change> changes) {
        Columns<Piece> columns =
                new Columns<>(
                        changes.stream()
                                .flatMap(change ->
                                        change.pieces().stream()
                                                .map(p -> new Piece(change.before().id(), p)))
                                .toList());
        return columns.run(
                connection,
                PIECES,
                Tuple.tuple()
                        .addArrayOfUUID(columns.uuids(Piece::id))
                        .addArrayOfLong(columns.longs(piece -> piece.of().offset()))
                        .addArrayOfInteger(columns.ints(piece -> piece.of().attempt()))
                        .addArrayOfString(columns.texts(piece -> Storable.text(piece.of().text())))
                        .addArrayOfString(
                                columns.texts(piece -> Storable.text(piece.of().reasoning())))
                        .addArrayOfString(
                                columns.texts(
                                        piece -> json.of(Storable.patches(piece.of().html()))))
                        .addArrayOfString(
                                columns.texts(
                                        piece -> json.of(Storable.sources(piece.of().sources())))));
    }

    private static Uni<Void> statuses(SqlConnection connection, List<Change> changes) {
        Columns<Change> columns = new Columns<>(changes);
        return columns.run(
                connection,
                STATUSES,
                Tuple.tuple()
                        .addArrayOfString(columns.texts(change -> change.before().owner()))
                        .addArrayOfUUID(columns.uuids(change -> change.before().messageId()))
                        .addArrayOfString(
                                columns.texts(change -> word(change.standing().status()))));
    }

    private Uni<Void> results(SqlConnection connection, List<Change> changes) {
        Columns<Change> columns = new Columns<>(changes);
        return columns.run(
                connection,
                RESULTS,
                Tuple.tuple()
                        .addArrayOfString(columns.texts(change -> change.before().owner()))
                        .addArrayOfUUID(columns.uuids(change -> change.before().messageId()))
                        .addArrayOfString(columns.texts(end(end -> Storable.text(end.text()))))
                        .addArrayOfString(
                                columns.texts(end(end -> json.of(Storable.blocks(end.html())))))
                        .addArrayOfString(columns.texts(end(end -> Storable.text(end.reasoning()))))
                        .addArrayOfString(columns.texts(end(end -> json.orNull(end.usage()))))
                        .addArrayOfString(columns.texts(end(end -> word(end.finishReason()))))
                        .addArrayOfString(columns.texts(end(end -> json.orNull(end.timing()))))
                        .addArrayOfString(columns.texts(end(this::problem)))
                        .addArrayOfString(
                                columns.texts(
                                        end(end -> json.of(Storable.sources(end.sources()))))));
    }

    private record Piece(UUID id, Change.Piece of) {}

    private static Function<Change, @Nullable String> end(
            Function<Ended, @Nullable String> column) {
        return change -> column.apply(Objects.requireNonNull(change.ended()));
    }

    private @Nullable String problem(Ended end) {
        return end instanceof GenerationEvent.Failed failed ? json.of(failed.problem()) : null;
    }

    private static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String word(@Nullable FinishReason reason) {
        return reason == null ? null : reason.word();
    }
}
