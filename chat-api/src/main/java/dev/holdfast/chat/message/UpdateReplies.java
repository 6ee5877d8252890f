package dev.holdfast.chat.message;

import dev.holdfast.chat.database.Columns;
import dev.holdfast.chat.database.Json;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.generation.GenerationFollower;
import dev.holdfast.chat.generation.Moved;
import dev.holdfast.chat.projection.Batch;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.Result;
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
            update message m set content = e.content::jsonb, usage = e.usage::jsonb,
                finish_reason = e.finish_reason, timing = e.timing::jsonb,
                problem = e.problem::jsonb
            from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
                $7::text[])
                as e(owner, id, content, usage, finish_reason, timing, problem)
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
                        .addArrayOfString(
                                columns.texts(result(result -> json.write(result.content()))))
                        .addArrayOfString(
                                columns.texts(result(result -> json.writeOrNull(result.usage()))))
                        .addArrayOfString(
                                columns.texts(result(result -> word(result.finishReason()))))
                        .addArrayOfString(
                                columns.texts(result(result -> json.writeOrNull(result.timing()))))
                        .addArrayOfString(columns.texts(each -> json.writeOrNull(each.problem()))));
    }

    private static Function<Moved, @Nullable String> result(
            Function<Result, @Nullable String> column) {
        return moved -> column.apply(Objects.requireNonNull(moved.end()).result());
    }

    private static @Nullable String word(@Nullable FinishReason reason) {
        return reason == null ? null : reason.word();
    }
}
