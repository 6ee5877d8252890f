package dev.holdfast.chat.outbox;

import dev.holdfast.chat.outage.DatabaseOutage;
import dev.holdfast.chat.recurring.Contexts;
import dev.holdfast.chat.recurring.Recurring;
import dev.holdfast.chat.recurring.Recurring.Next;
import dev.holdfast.contracts.life.Life;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what waits in the outbox, in the order of its ids, a batch at a time: reads it, hands it to
 * Kafka, and forgets it once Kafka has it. At least once: what was sent but not yet forgotten when
 * an instance dies is sent again, with the same {@code ce_id} and sequence, and with the header
 * {@link dev.holdfast.contracts.wire.Headers#MAY_REPEAT}. While the broker is away one batch waits
 * in memory and the rest in the table.
 */
@ApplicationScoped
class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);

    private final Life life;
    private final OutboxConfig config;
    private final DatabaseOutage database;
    private final OutboxMeters meters;
    private final RecordPublisher publisher;
    private final Seat seat;
    private final Vertx vertx;
    private final WaitingRows rows;
    private final Doubt doubt = new Doubt();
    private @Nullable Recurring sending;

    /** The connection for which {@link #doubt} was begun. */
    private @Nullable SqlConnection seatedOn;

    /** Whether the last batch was not sent whole; an outage is a line, not one for each try. */
    private boolean waits;

    Relay(
            Life life,
            OutboxConfig config,
            DatabaseOutage database,
            OutboxMeters meters,
            RecordPublisher publisher,
            Seat seat,
            Vertx vertx,
            WaitingRows rows) {
        this.life = life;
        this.config = config;
        this.database = database;
        this.meters = meters;
        this.publisher = publisher;
        this.seat = seat;
        this.vertx = vertx;
        this.rows = rows;
    }

    void start(@Observes StartupEvent event) {
        sending =
                Recurring.start(
                        vertx,
                        life,
                        "outbox relay",
                        config.lookEvery(),
                        Recurring.NO_LIMIT,
                        this::turn);
    }

    void stop(@Observes ShutdownEvent event) {
        if (sending != null) {
            sending.stop();
        }
        seat.giveUp().subscribe().with(_ -> {}, _ -> {});
    }

    /** There may be something to send. */
    void wake() {
        if (sending != null) {
            sending.wake();
        }
    }

    private Uni<Next> turn() {
        return database.watched(
                bounded(Contexts.whole(seat::take))
                        .chain(connection ->
                                connection.isEmpty()
                                        ? Uni.createFrom().item(Next.AFTER_PAUSE)
                                        : bounded(doubtWhatWaits(connection.get()))
                                                .chain(() -> sendNext(connection.get())))
                        .onFailure()
                        .call(() -> bounded(seat.giveUp()).onFailure().recoverWithNull()));
    }

    /** Once for each time that the seat is taken. */
    private Uni<Void> doubtWhatWaits(SqlConnection connection) {
        if (connection.equals(seatedOn)) {
            return Uni.createFrom().voidItem();
        }
        return rows.newest(connection)
                .invoke(newest -> {
                    doubt.seated(newest);
                    seatedOn = connection;
                })
                .replaceWithVoid();
    }

    private Uni<Next> sendNext(SqlConnection connection) {
        return bounded(rows.next(connection))
                .chain(batch ->
                        batch.isEmpty()
                                ? Uni.createFrom().item(Next.AFTER_PAUSE)
                                : send(connection, batch));
    }

    private Uni<Next> send(SqlConnection connection, List<OutboxRow> batch) {
        return publisher
                .publish(doubt.marked(batch))
                .map(fates -> Settlement.of(batch, fates))
                .invoke(settlement -> tell(batch, settlement))
                .invoke(settlement -> doubt.settled(batch, settlement))
                .call(settlement -> bounded(rows.settle(connection, settlement)))
                .map(settlement -> settlement.left() > 0 ? Next.AFTER_PAUSE : Next.AT_ONCE);
    }

    /** Each answer of the database has its limit; Kafka has none, see there. */
    private <T> Uni<T> bounded(Uni<T> answer) {
        return Contexts.within(config.databaseWithin(), answer);
    }

    private void tell(List<OutboxRow> batch, Settlement settlement) {
        meters.settled(batch, settlement);
        settlement
                .parked()
                .forEach((id, reason) ->
                        LOG.errorf(
                                "record parked, Kafka refuses it id=%d %s reason=%s",
                                id, nameOf(id, batch), reason));
        boolean leaves = settlement.left() > 0;
        if (leaves && !waits) {
            LOG.warnf("records not sent, tried again until they are count=%d", settlement.left());
        } else if (waits && !leaves) {
            LOG.info("records are sent again");
        }
        waits = leaves;
    }

    private static String nameOf(long id, List<OutboxRow> batch) {
        Optional<OutboxRow> found = batch.stream().filter(row -> row.id() == id).findFirst();
        return found.map(row -> "topic=" + row.topic() + " type=" + row.type()).orElse("");
    }
}
