package dev.holdfast.chat.projection;

import dev.holdfast.chat.topics.LogTopic;
import dev.holdfast.chat.topics.Topics;
import dev.holdfast.contracts.log.Cursor;
import dev.holdfast.contracts.log.Position;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** How far the projection has come, for whoever shows state that was read from the database. */
@ApplicationScoped
public class Positions {
    private final Topics topics;

    Positions(Topics topics) {
        this.topics = topics;
    }

    /**
     * Makes everything that this transaction reads afterwards the state of one instant, so that
     * text and position fit together. Must be its first statement.
     */
    public Uni<Void> holdStill() {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery("set transaction isolation level repeatable read")
                                .executeUpdate())
                .replaceWithVoid();
    }

    /**
     * How far the rows of this user reflect the log, as this transaction sees them: the position up
     * to which it is projected, and the highest sequence of what this service has written itself,
     * since it writes that with the rows. Fails with a {@link dev.holdfast.chat.problem.Refusal} if
     * the broker was never reached.
     */
    public Uni<Cursor> of(String owner) {
        LogTopic log = topics.knownLog();
        int partition = log.partitionOf(owner);
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(
                                        """
                                        select coalesce(max(p.next_offset), 0),
                                            coalesce((select s.sequence from log_sequence s
                                                where s.owner = :owner), 0)
                                        from log_position p
                                        where p.topic_id = :topic and p.partition = :partition
                                        """,
                                        Object[].class)
                                .setParameter("owner", owner)
                                .setParameter("topic", log.id())
                                .setParameter("partition", partition)
                                .getSingleResult())
                .map(row ->
                        new Cursor(
                                new Position(log.id(), partition, ((Number) row[0]).longValue()),
                                ((Number) row[1]).longValue()));
    }
}
