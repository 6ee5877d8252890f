package dev.holdfast.chat.projection;

import dev.holdfast.chat.database.Transactions;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.outage.DatabaseOutage;
import dev.holdfast.chat.projection.Batch.Span;
import dev.holdfast.chat.topics.LogEnds;
import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Vital;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The table {@code log_position} as the projection moves it. */
@ApplicationScoped
class StoredPositions {
    private static final Logger LOG = Logger.getLogger(StoredPositions.class);

    private static final String BEGIN =
            """
            insert into log_position (topic_id, partition, next_offset)
            select $1, p, 0 from unnest($2::int[]) p on conflict do nothing
            """;

    private static final String LOAD =
            """
            select cast(json_build_object('partition', partition, 'next', next_offset) as text)
            from log_position
            where topic_id = $1 and partition = any($2)
            """;

    /** Also the lock that keeps a second instance out until this transaction ends. */
    private static final String MOVE =
            """
            update log_position p set next_offset = b.next
            from unnest($2::int[], $3::bigint[], $4::bigint[]) as b(partition, expected, next)
            where p.topic_id = $1 and p.partition = b.partition and p.next_offset = b.expected
            """;

    private record Stored(int partition, long next) {}

    private final LogEnds log;
    private final Transactions transactions;
    private final DatabaseOutage database;
    private final ProjectionConfig config;
    private final Vital vital;

    StoredPositions(
            LogEnds log,
            Transactions transactions,
            DatabaseOutage database,
            ProjectionConfig config,
            Life life) {
        this.log = log;
        this.transactions = transactions;
        this.database = database;
        this.config = config;
        this.vital = life.vital("projection positions", Vital.NEVER_TOO_LONG);
    }

    /**
     * Where to go on reading, by partition. A position that the log no longer has, or does not have
     * yet, becomes the oldest record's: the log was cut shorter than the projection was away.
     */
    Uni<Map<Integer, Long>> load(UUID topicId, Collection<Integer> partitions) {
        Integer[] numbers = partitions.toArray(Integer[]::new);
        return database.watched(
                        transactions.run(tx ->
                                tx.update(BEGIN, Tuple.of(topicId, numbers))
                                        .chain(() ->
                                                tx.query(
                                                        LOAD,
                                                        Tuple.of(topicId, numbers),
                                                        Stored.class))))
                .map(rows ->
                        rows.stream().collect(Collectors.toMap(Stored::partition, Stored::next)))
                .chain(stored -> withinLog(topicId, stored))
                .ifNoItem()
                .after(config.databaseWithin())
                .fail()
                .onFailure()
                .invoke(vital::failed);
    }

    private Uni<Map<Integer, Long>> withinLog(UUID topicId, Map<Integer, Long> stored) {
        return Uni.combine()
                .all()
                .unis(log.beginnings(stored.keySet()), log.ends(stored.keySet()))
                .asTuple()
                .map(bounds -> moves(stored, bounds.getItem1(), bounds.getItem2()))
                .call(moves -> transactions.run(tx -> move(tx, topicId, moves)))
                .map(moves -> moved(stored, moves));
    }

    private static Map<Integer, Span> moves(
            Map<Integer, Long> stored, Map<Integer, Long> beginnings, Map<Integer, Long> ends) {
        Map<Integer, Span> moves = new HashMap<>();
        stored.forEach((partition, next) -> {
            long beginning = beginnings.getOrDefault(partition, next);
            if (next < beginning || next > ends.getOrDefault(partition, next)) {
                LOG.warnf(
                        "the log does not have the stored position partition=%d stored=%d"
                                + " oldest=%d",
                        partition, next, beginning);
                moves.put(partition, new Span(next, beginning));
            }
        });
        return moves;
    }

    private static Map<Integer, Long> moved(Map<Integer, Long> stored, Map<Integer, Span> moves) {
        Map<Integer, Long> positions = new HashMap<>(stored);
        moves.forEach((partition, span) -> positions.put(partition, span.next()));
        return positions;
    }

    /** Fails with {@link StalePosition} unless every partition stands where it is expected. */
    Uni<Void> move(Tx tx, UUID topicId, Map<Integer, Span> spans) {
        if (spans.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple tuple =
                Tuple.of(
                        topicId,
                        spans.keySet().toArray(Integer[]::new),
                        spans.values().stream().map(Span::expected).toArray(Long[]::new),
                        spans.values().stream().map(Span::next).toArray(Long[]::new));
        return tx.update(MOVE, tuple)
                .invoke(moved -> {
                    if (moved != spans.size()) {
                        throw new StalePosition();
                    }
                })
                .replaceWithVoid();
    }
}
