package dev.holdfast.chat.projection;

import dev.holdfast.chat.topics.LogTopic;
import dev.holdfast.chat.topics.Topics;
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
     * The position that the rows of this user reflect, as this transaction sees them. Fails with a
     * {@link dev.holdfast.chat.problem.Refusal} if the broker was never reached.
     */
    public Uni<Position> of(String owner) {
        LogTopic log = topics.knownLog();
        int partition = log.partitionOf(owner);
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(
                                        """
                                        select coalesce(max(p.next_offset), 0) from log_position p
                                        where p.topic_id = :topic and p.partition = :partition
                                        """,
                                        Long.class)
                                .setParameter("topic", log.id())
                                .setParameter("partition", partition)
                                .getSingleResult())
                .map(next -> new Position(log.id(), partition, next));
    }
}
