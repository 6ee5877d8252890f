package dev.holdfast.chat.generation;

import dev.holdfast.chat.database.Columns;
import dev.holdfast.chat.database.Json;
import dev.holdfast.chat.database.Storable;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.contracts.log.Source;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What there is of answers that are being written: the table {@code generation_progress}. It has
 * pieces while a generation is open, and nothing once it has ended, for the message has it then.
 */
@ApplicationScoped
class AnswerRows {
    private static final String READ =
            """
            select cast(json_build_object('generationId', generation_id,
                'text', string_agg(text, '' order by log_offset),
                'sources', jsonb_agg(sources order by log_offset) filter (where sources <> '[]'))
                as text)
            from generation_progress where generation_id = any($1) group by generation_id
            """;

    private static final String DROP =
            "delete from generation_progress where generation_id = any($1)";

    private static final String ADD =
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

    private final Json json;

    AnswerRows(Json json) {
        this.json = json;
    }

    /**
     * @param sources of each piece that has any; null where none has
     */
    private record Joined(UUID generationId, String text, @Nullable List<List<Source>> sources) {

        StoredAnswer stored() {
            List<Source> all = List.of();
            for (List<Source> more : sources == null ? List.<List<Source>>of() : sources) {
                all = Source.join(all, more);
            }
            return new StoredAnswer(text, all);
        }
    }

    /** Of each of these; one of which there are no pieces has no text. */
    Uni<Map<UUID, StoredAnswer>> read(Tx tx, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return tx.query(READ, Tuple.of(ids.toArray(UUID[]::new)), Joined.class)
                .map(rows -> {
                    Map<UUID, StoredAnswer> stored =
                            ids.stream()
                                    .collect(Collectors.toMap(id -> id, _ -> StoredAnswer.NOTHING));
                    rows.forEach(row -> stored.put(row.generationId(), row.stored()));
                    return stored;
                });
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
        Columns<NewPiece> columns =
                new Columns<>(
                        folded.stream()
                                .flatMap(each ->
                                        each.pieces().stream()
                                                .map(p -> new NewPiece(each.before().id(), p)))
                                .toList());
        return columns.run(
                tx,
                ADD,
                Tuple.tuple()
                        .addArrayOfUUID(columns.uuids(NewPiece::id))
                        .addArrayOfLong(columns.longs(piece -> piece.of().offset()))
                        .addArrayOfInteger(columns.ints(piece -> piece.of().attempt()))
                        .addArrayOfString(columns.texts(piece -> Storable.text(piece.of().text())))
                        .addArrayOfString(
                                columns.texts(piece -> Storable.text(piece.of().reasoning())))
                        .addArrayOfString(
                                columns.texts(
                                        piece -> json.write(Storable.patches(piece.of().html()))))
                        .addArrayOfString(
                                columns.texts(piece ->
                                        json.write(Storable.sources(piece.of().sources())))));
    }

    private record NewPiece(UUID id, Folded.Piece of) {}
}
