package dev.holdfast.chat.generation;

import dev.holdfast.chat.database.Columns;
import dev.holdfast.chat.database.Json;
import dev.holdfast.chat.database.Reader;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.contracts.content.Citation;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Piece;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What there is of answers that are being written: the table {@code generation_progress}. It has
 * rows while a generation is open, and none once it has ended, for the message has it then.
 */
@ApplicationScoped
class AnswerRows {
    private static final String READ =
            """
            select cast(jsonb_build_object('generationId', p.generation_id, 'pieces', p.pieces,
                'citations', p.citations) as text)
            from generation_progress p
            where p.generation_id = any($1) order by p.generation_id, p.log_offset
            """;

    private static final String DROP =
            "delete from generation_progress where generation_id = any($1)";

    private static final String ADD =
            """
            insert into generation_progress (generation_id, log_offset, attempt, pieces, citations)
            select p.id, p.log_offset, p.attempt, p.pieces::jsonb, p.citations::jsonb
            from unnest($1::uuid[], $2::bigint[], $3::int[], $4::text[], $5::text[])
                as p(id, log_offset, attempt, pieces, citations)
            on conflict do nothing
            """;

    private final Json json;

    AnswerRows(Json json) {
        this.json = json;
    }

    private record Row(UUID generationId, List<Piece> pieces, List<Citation> citations) {}

    /** Of each of these; one of which there are no rows has nothing in it. */
    Uni<Map<UUID, Content>> read(Reader reader, Collection<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : reader.query(READ, Tuple.of(ids.toArray(UUID[]::new)), Row.class)
                        .map(rows -> contents(ids, rows));
    }

    private static Map<UUID, Content> contents(Collection<UUID> ids, List<Row> rows) {
        Map<UUID, Written> written = new HashMap<>();
        for (Row row : rows) {
            written.computeIfAbsent(row.generationId(), _ -> new Written(Content.EMPTY))
                    .add(row.pieces(), row.citations());
        }
        Map<UUID, Content> contents = new HashMap<>();
        ids.forEach(id -> contents.put(id, Content.EMPTY));
        written.forEach((id, each) -> contents.put(id, each.content()));
        return contents;
    }

    /** Lets go what is to go, and adds what is new. */
    Uni<Void> write(Tx tx, List<Folded> folded) {
        return drop(tx, folded.stream().filter(Folded::dropsStored).toList())
                .chain(() -> add(tx, folded));
    }

    private static Uni<Void> drop(Tx tx, List<Folded> folded) {
        Columns<Folded> columns = new Columns<>(folded);
        return columns.run(
                tx, DROP, Tuple.tuple().addArrayOfUUID(columns.uuids(each -> each.before().id())));
    }

    private Uni<Void> add(Tx tx, List<Folded> folded) {
        Columns<NewRow> columns =
                new Columns<>(
                        folded.stream()
                                .flatMap(each ->
                                        each.stretches().stream()
                                                .map(grown ->
                                                        new NewRow(each.before().id(), grown)))
                                .toList());
        return columns.run(
                tx,
                ADD,
                Tuple.tuple()
                        .addArrayOfUUID(columns.uuids(NewRow::id))
                        .addArrayOfLong(columns.longs(row -> row.of().offset()))
                        .addArrayOfInteger(columns.ints(row -> row.of().attempt()))
                        .addArrayOfString(columns.texts(row -> json.write(row.of().pieces())))
                        .addArrayOfString(columns.texts(row -> json.write(row.of().citations()))));
    }

    private record NewRow(UUID id, Folded.Stretch of) {}
}
