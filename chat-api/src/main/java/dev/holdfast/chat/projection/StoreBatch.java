package dev.holdfast.chat.projection;

import dev.holdfast.chat.outage.DatabaseOutage;
import dev.holdfast.chat.outbox.Outbox;
import dev.holdfast.chat.outbox.OutboxRecord;
import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Vital;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Stores a batch and moves the positions, in one transaction, so that both are there or neither. A
 * database that is away is waited for; a record that it refuses is found by halving the batch, and
 * left out.
 */
@ApplicationScoped
class StoreBatch {
    private static final Logger LOG = Logger.getLogger(StoreBatch.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);

    /** SQLSTATE classes that say something of the data: it would be refused again. */
    private static final Set<String> OF_THE_DATA = Set.of("22", "23", "54");

    private final Clock clock;
    private final Outbox outbox;
    private final Pool pool;
    private final Event<RunsReleased> released;
    private final ProjectedRows rows;
    private final ProjectedKeys keys;
    private final ProjectedEndpoints endpoints;
    private final RefusedKeys refused;
    private final ProjectedTitles titles;
    private final ProjectionConfig config;
    private final ProjectionMeters meters;
    private final StoredPositions positions;
    private final Vital vital;
    private final DatabaseOutage database;

    StoreBatch(
            Clock clock,
            Outbox outbox,
            Pool pool,
            Event<RunsReleased> released,
            ProjectedRows rows,
            ProjectedKeys keys,
            ProjectedEndpoints endpoints,
            RefusedKeys refused,
            ProjectedTitles titles,
            ProjectionConfig config,
            ProjectionMeters meters,
            StoredPositions positions,
            DatabaseOutage database,
            Life life) {
        this.clock = clock;
        this.outbox = outbox;
        this.pool = pool;
        this.released = released;
        this.rows = rows;
        this.keys = keys;
        this.endpoints = endpoints;
        this.refused = refused;
        this.titles = titles;
        this.config = config;
        this.meters = meters;
        this.positions = positions;
        // Each of its tries has a limit of its own.
        this.vital = life.vital("projection store", Vital.NEVER_TOO_LONG);
        this.database = database;
    }

    /** Ends when it is stored, however long that takes, or fails with {@link StalePosition}. */
    Uni<Void> store(Batch batch) {
        return once(batch)
                .onFailure(StoreBatch::mayPass)
                .invoke(this::notYet)
                .onFailure(StoreBatch::mayPass)
                .retry()
                .withBackOff(FIRST_RETRY, config.longestRetryPause())
                .indefinitely()
                .onFailure(StoreBatch::isOfTheData)
                .recoverWithUni(failure -> withoutTheRefused(batch, failure));
    }

    private void notYet(Throwable failure) {
        if (database.noticed(failure).isEmpty()) {
            LOG.warnf("batch not stored, trying again cause=%s", failure);
        }
        vital.failed(failure);
    }

    private Uni<Void> withoutTheRefused(Batch batch, Throwable failure) {
        if (batch.records().size() > 1) {
            List<Batch> halves = batch.halves();
            return store(halves.getFirst()).chain(() -> store(halves.getLast()));
        }
        for (LogRecord record : batch.records()) {
            meters.refused();
            LOG.errorf(
                    failure,
                    "record skipped, it cannot be stored partition=%d offset=%d type=%s",
                    record.partition(),
                    record.offset(),
                    record.event().type());
        }
        return batch.records().isEmpty()
                ? Uni.createFrom().failure(failure)
                : store(batch.withoutRecords());
    }

    private Uni<Void> once(Batch batch) {
        return Uni.createFrom()
                .deferred(() -> pool.withTransaction(transaction -> within(transaction, batch)))
                .ifNoItem()
                .after(config.databaseWithin())
                .fail()
                .invoke(meters::stored)
                .invoke(this::tellReleased)
                .replaceWithVoid();
    }

    private void tellReleased(Fold.Result result) {
        if (result.changes().stream().anyMatch(Change::isReleased)) {
            released.fire(new RunsReleased());
        }
    }

    /**
     * @return what came of it
     */
    private Uni<Fold.Result> within(SqlConnection transaction, Batch batch) {
        Set<UUID> touched = Fold.touched(batch.records());
        Set<UUID> continued = Fold.continued(batch.records());
        return positions
                .move(transaction, batch.topicId(), batch.spans())
                // Before any row is locked, as everyone does who takes a turn.
                .chain(() -> titles.takeTurns(transaction, batch.records()))
                .chain(() -> rows.load(transaction, touched, continued))
                .map(loaded -> fold(batch, loaded))
                .call(result -> rows.write(transaction, result.changes()))
                .call(() -> keys.write(transaction, batch.records()))
                .call(() -> endpoints.write(transaction, batch.records()))
                .call(result -> refused.write(transaction, result.changes()))
                .call(() -> titles.settle(transaction, batch.records()))
                .call(result -> titles.askFor(transaction, batch.topicId(), result.changes()))
                .call(result -> outbox.store(transaction, notices(result)));
    }

    private Fold.Result fold(Batch batch, Map<UUID, ProjectedRow> loaded) {
        try {
            return Fold.of(loaded, batch.records(), clock.instant());
        } catch (RuntimeException | StackOverflowError aRecordThatBreaksIt) {
            throw new Unfoldable(aRecordThatBreaksIt);
        }
    }

    private static List<OutboxRecord> notices(Fold.Result result) {
        return result.changes().stream()
                .flatMap(change -> change.notices().stream())
                .map(OutboxRecord::control)
                .toList();
    }

    private static boolean mayPass(Throwable failure) {
        return !isOfTheData(failure) && !(failure instanceof StalePosition);
    }

    private static boolean isOfTheData(Throwable failure) {
        if (failure instanceof PgException refused) {
            String state = refused.getSqlState();
            return state != null
                    && state.length() == 5
                    && OF_THE_DATA.contains(state.substring(0, 2));
        }
        return failure instanceof Unfoldable;
    }
}
