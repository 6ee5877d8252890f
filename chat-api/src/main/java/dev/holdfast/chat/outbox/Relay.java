package dev.holdfast.chat.outbox;

import dev.holdfast.chat.outage.DatabaseOutage;
import dev.holdfast.chat.recurring.Recurring;
import dev.holdfast.chat.recurring.Recurring.Next;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what waits in the outbox, in the order of its ids, a batch at a time: reads it, hands it to
 * Kafka, and forgets it once Kafka has it. At least once: what was sent but not yet forgotten when
 * an instance dies is sent again, with the same {@code ce_id}. While the broker is away one batch
 * waits in memory and the rest in the table.
 */
@ApplicationScoped
class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);

    private final OutboxConfig config;
    private final DatabaseOutage database;
    private final OutboxMeters meters;
    private final RecordPublisher publisher;
    private final Seat seat;
    private final Vertx vertx;
    private final WaitingRows rows;
    private @Nullable Recurring sending;

    Relay(
            OutboxConfig config,
            DatabaseOutage database,
            OutboxMeters meters,
            RecordPublisher publisher,
            Seat seat,
            Vertx vertx,
            WaitingRows rows) {
        this.config = config;
        this.database = database;
        this.meters = meters;
        this.publisher = publisher;
        this.seat = seat;
        this.vertx = vertx;
        this.rows = rows;
    }

    void start(@Observes StartupEvent event) {
        sending = Recurring.start(vertx, "outbox relay", config.lookEvery(), this::turn);
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
                seat.take()
                        .chain(connection ->
                                connection.isEmpty()
                                        ? Uni.createFrom().item(Next.AFTER_PAUSE)
                                        : sendNext(connection.get()))
                        .onFailure()
                        .call(seat::giveUp));
    }

    private Uni<Next> sendNext(SqlClient connection) {
        return rows.next(connection)
                .chain(batch ->
                        batch.isEmpty()
                                ? Uni.createFrom().item(Next.AFTER_PAUSE)
                                : send(connection, batch));
    }

    private Uni<Next> send(SqlClient connection, List<OutboxRow> batch) {
        return publisher
                .publish(batch)
                .map(fates -> Settlement.of(batch, fates))
                .invoke(settlement -> tell(batch, settlement))
                .call(settlement -> rows.settle(connection, settlement))
                .map(settlement -> settlement.left() > 0 ? Next.AFTER_PAUSE : Next.AT_ONCE);
    }

    private void tell(List<OutboxRow> batch, Settlement settlement) {
        meters.settled(batch, settlement);
        settlement
                .parked()
                .forEach((id, reason) ->
                        LOG.errorf(
                                "record parked, Kafka refuses it id=%d %s reason=%s",
                                id, nameOf(id, batch), reason));
        if (settlement.left() > 0) {
            LOG.warnf("records not sent, trying again count=%d", settlement.left());
        }
    }

    private static String nameOf(long id, List<OutboxRow> batch) {
        Optional<OutboxRow> found = batch.stream().filter(row -> row.id() == id).findFirst();
        return found.map(row -> "topic=" + row.topic() + " type=" + row.type()).orElse("");
    }
}
