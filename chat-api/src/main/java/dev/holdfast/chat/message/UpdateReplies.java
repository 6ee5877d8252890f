package dev.holdfast.chat.message;

import dev.holdfast.chat.database.Columns;
import dev.holdfast.chat.database.Json;
import dev.holdfast.chat.database.Storable;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.generation.GenerationFollower;
import dev.holdfast.chat.generation.Moved;
import dev.holdfast.chat.projection.Batch;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.GenerationEvent.Ended;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets the replies' rows show what became of them: their status, and at the end the answer. */
@ApplicationScoped
class UpdateReplies implements GenerationFollower {
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

    private final Json json;

    UpdateReplies(Json json) {
        this.json = json;
    }

    @Override
    public Uni<Void> take(Tx tx, Batch batch, List<Moved> moved) {
        return statuses(tx, moved)
                .chain(() ->
                        results(tx, moved.stream().filter(each -> each.end() != null).toList()));
    }

    private static Uni<Void> statuses(Tx tx, List<Moved> moved) {
        Columns<Moved> columns = new Columns<>(moved);
        return columns.run(
                tx,
                STATUSES,
                Tuple.tuple()
                        .addArrayOfString(columns.texts(each -> each.owner()))
                        .addArrayOfUUID(columns.uuids(each -> each.messageId()))
                        .addArrayOfString(columns.texts(each -> StoredWords.word(each.status()))));
    }

    private Uni<Void> results(Tx tx, List<Moved> moved) {
        Columns<Moved> columns = new Columns<>(moved);
        return columns.run(
                tx,
                RESULTS,
                Tuple.tuple()
                        .addArrayOfString(columns.texts(each -> each.owner()))
                        .addArrayOfUUID(columns.uuids(each -> each.messageId()))
                        .addArrayOfString(columns.texts(end(end -> Storable.text(end.text()))))
                        .addArrayOfString(
                                columns.texts(end(end -> json.write(Storable.blocks(end.html())))))
                        .addArrayOfString(columns.texts(end(end -> Storable.text(end.reasoning()))))
                        .addArrayOfString(columns.texts(end(end -> json.writeOrNull(end.usage()))))
                        .addArrayOfString(columns.texts(end(end -> word(end.finishReason()))))
                        .addArrayOfString(columns.texts(end(end -> json.writeOrNull(end.timing()))))
                        .addArrayOfString(columns.texts(end(this::problem)))
                        .addArrayOfString(
                                columns.texts(
                                        end(end -> json.write(Storable.sources(end.sources()))))));
    }

    private static Function<Moved, @Nullable String> end(Function<Ended, @Nullable String> column) {
        return moved -> column.apply(Objects.requireNonNull(moved.end()));
    }

    private @Nullable String problem(Ended end) {
        return end instanceof GenerationEvent.Failed failed ? json.write(failed.problem()) : null;
    }

    private static @Nullable String word(@Nullable FinishReason reason) {
        return reason == null ? null : reason.word();
    }
}
