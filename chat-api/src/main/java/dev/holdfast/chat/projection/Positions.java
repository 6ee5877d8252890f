package dev.holdfast.chat.projection;

import dev.holdfast.chat.database.Reader;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.topics.LogTopic;
import dev.holdfast.chat.topics.Topics;
import dev.holdfast.contracts.log.Cursor;
import dev.holdfast.contracts.log.Position;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** How far the projection has come, for whoever shows state that was read from the database. */
@ApplicationScoped
public class Positions {
    private static final String READ =
            """
            select cast(json_build_object(
                'offset', coalesce(max(p.next_offset), 0),
                'sequence', coalesce(
                    (select s.sequence from log_sequence s where s.owner = $1), 0)) as text)
            from log_position p
            where p.topic_id = $2 and p.partition = $3
            """;

    private final Topics topics;

    Positions(Topics topics) {
        this.topics = topics;
    }

    /**
     * Makes everything that this transaction reads afterwards the state of one instant, so that
     * text and position fit together. Must be its first statement.
     */
    public Uni<Void> holdStill(Tx tx) {
        return tx.update("set transaction isolation level repeatable read", Tuple.tuple())
                .replaceWithVoid();
    }

    /**
     * How far the rows of this user reflect the log, as the caller's statements see them: the
     * position up to which it is projected, and the highest sequence of what this service has
     * written itself, since it writes that with the rows. Fails with a {@link
     * dev.holdfast.chat.problem.Refusal} if the broker was never reached.
     */
    public Uni<Cursor> read(Reader reader, String owner) {
        LogTopic log = topics.knownLog();
        int partition = log.partitionOf(owner);
        return reader.query(READ, Tuple.of(owner, log.id(), partition), Reached.class)
                .map(List::getFirst)
                .map(reached ->
                        new Cursor(
                                new Position(log.id(), partition, reached.offset()),
                                reached.sequence()));
    }

    private record Reached(long offset, long sequence) {}
}
