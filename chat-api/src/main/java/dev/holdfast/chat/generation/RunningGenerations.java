package dev.holdfast.chat.generation;

import dev.holdfast.chat.database.Reader;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** What there is of answers that are being written. */
@ApplicationScoped
public class RunningGenerations {
    private static final String WRITTEN =
            """
            select cast(jsonb_build_object('text', p.text, 'reasoning', p.reasoning,
                'html', p.html, 'sources', p.sources) as text)
            from generation_progress p
            where p.generation_id = $1 order by p.log_offset
            """;

    private final Generations generations;

    RunningGenerations(Generations generations) {
        this.generations = generations;
    }

    /** Those of one conversation, the queued ones among them, oldest first. */
    public Uni<List<RunningGeneration>> list(Reader reader, String owner, UUID conversationId) {
        return generations
                .openOf(reader, owner, conversationId)
                .toMulti()
                .flatMap(open -> Multi.createFrom().iterable(open))
                .onItem()
                .transformToUniAndConcatenate(open -> withWritten(reader, open))
                .collect()
                .asList();
    }

    private Uni<RunningGeneration> withWritten(Reader reader, Generation generation) {
        return written(reader, generation)
                .map(written -> RunningGeneration.of(generation, written));
    }

    Uni<Written> written(Reader reader, Generation generation) {
        return reader.query(WRITTEN, Tuple.of(generation.id()), Written.Piece.class)
                .map(Written::of);
    }
}
