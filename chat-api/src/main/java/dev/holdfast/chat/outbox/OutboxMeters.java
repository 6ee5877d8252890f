package dev.holdfast.chat.outbox;

import dev.holdfast.chat.outage.DatabaseOutage;
import dev.holdfast.chat.outbox.WaitingRows.Backlog;
import dev.holdfast.chat.recurring.Recurring;
import dev.holdfast.chat.recurring.Recurring.Next;
import dev.holdfast.contracts.life.Life;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be seen of the outbox from outside. Every instance measures; the table is one. */
@ApplicationScoped
class OutboxMeters {
    private final Clock clock;
    private final Life life;
    private final OutboxConfig config;
    private final DatabaseOutage database;
    private final Pool pool;
    private final Vertx vertx;
    private final WaitingRows rows;
    private final Timer wait;
    private final Counter parked;
    private volatile Backlog backlog = Backlog.NONE;
    private @Nullable Recurring measuring;

    OutboxMeters(
            Clock clock,
            Life life,
            OutboxConfig config,
            DatabaseOutage database,
            MeterRegistry registry,
            Pool pool,
            Vertx vertx,
            WaitingRows rows) {
        this.clock = clock;
        this.life = life;
        this.config = config;
        this.database = database;
        this.pool = pool;
        this.vertx = vertx;
        this.rows = rows;
        this.wait =
                Timer.builder("holdfast.outbox.wait")
                        .description("from the transaction's start until Kafka has the record")
                        .publishPercentiles(0.5, 0.99)
                        .register(registry);
        this.parked =
                Counter.builder("holdfast.outbox.refused")
                        .description("records that Kafka will never take")
                        .register(registry);
        Gauge.builder("holdfast.outbox.depth", () -> backlog.depth())
                .description("rows that wait to be sent")
                .register(registry);
        Gauge.builder("holdfast.outbox.parked", () -> backlog.parked())
                .description("rows that Kafka refuses, kept for people to look at")
                .register(registry);
        Gauge.builder("holdfast.outbox.age", () -> backlog.ageSeconds())
                .description("how long the oldest row has waited")
                .baseUnit("seconds")
                .register(registry);
    }

    void start(@Observes StartupEvent event) {
        measuring =
                Recurring.start(
                        vertx,
                        life,
                        "outbox meters",
                        config.measureEvery(),
                        config.databaseWithin(),
                        this::measure);
    }

    void stop(@Observes ShutdownEvent event) {
        if (measuring != null) {
            measuring.stop();
        }
    }

    private Uni<Next> measure() {
        return database.watched(rows.measure(pool))
                .invoke(measured -> backlog = measured)
                .replaceWith(Next.AFTER_PAUSE);
    }

    void settled(List<OutboxRow> batch, Settlement settlement) {
        Set<Long> gone = Set.copyOf(settlement.gone());
        batch.stream()
                .filter(row -> gone.contains(row.id()))
                .forEach(row -> wait.record(Duration.between(row.createdAt(), clock.instant())));
        parked.increment(settlement.parked().size());
    }
}
