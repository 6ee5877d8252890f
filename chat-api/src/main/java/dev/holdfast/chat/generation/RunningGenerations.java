package dev.holdfast.chat.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * What there is of answers that are being written. Works within the caller's Hibernate Reactive
 * transaction.
 */
@ApplicationScoped
public class RunningGenerations {
    private final Generations generations;
    private final ObjectMapper json;

    RunningGenerations(Generations generations, ObjectMapper json) {
        this.generations = generations;
        this.json = json;
    }

    /** Those of one conversation, the queued ones among them, oldest first. */
    public Uni<List<RunningGeneration>> of(String owner, UUID conversationId) {
        return generations
                .openOf(owner, conversationId)
                .toMulti()
                .flatMap(open -> Multi.createFrom().iterable(open))
                .onItem()
                .transformToUniAndConcatenate(this::withWritten)
                .collect()
                .asList();
    }

    private Uni<RunningGeneration> withWritten(Generation generation) {
        return written(generation).map(written -> RunningGeneration.of(generation, written));
    }

    Uni<Written> written(Generation generation) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(
                                        """
                                        select cast(jsonb_build_object('text', p.text,
                                            'reasoning', p.reasoning, 'html', p.html,
                                            'sources', p.sources) as text)
                                        from generation_progress p
                                        where p.generation_id = :id order by p.log_offset
                                        """,
                                        String.class)
                                .setParameter("id", generation.id())
                                .getResultList())
                .map(rows -> Written.of(rows.stream().map(this::read).toList()));
    }

    private Written.Piece read(String row) {
        try {
            return json.readValue(row, Written.Piece.class);
        } catch (JsonProcessingException ofOurOwnRow) {
            throw new IllegalStateException("a stored piece cannot be read", ofOurOwnRow);
        }
    }
}
