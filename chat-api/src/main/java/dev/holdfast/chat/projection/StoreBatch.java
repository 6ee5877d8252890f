package dev.holdfast.chat.projection;

import dev.holdfast.chat.database.Transactions;
import dev.holdfast.chat.database.Turns;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.outage.DatabaseOutage;
import dev.holdfast.contracts.life.Life;
import dev.holdfast.contracts.life.Vital;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Has the followers of the log store a batch and moves the positions, in one transaction, so that
 * all is there or nothing. A database that is away is waited for; a record that it refuses is found
 * by halving the batch, and left out.
 */
@ApplicationScoped
class StoreBatch {
    private static final Logger LOG = Logger.getLogger(StoreBatch.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);

    /** SQLSTATE classes that say something of the data: it would be refused again. */
    private static final Set<String> OF_THE_DATA = Set.of("22", "23", "54");

    private final List<LogFollower> followers;
    private final Transactions transactions;
    private final Turns turns;
    private final ProjectionConfig config;
    private final ProjectionMeters meters;
    private final StoredPositions positions;
    private final Vital vital;
    private final DatabaseOutage database;

    StoreBatch(
            @All List<LogFollower> followers,
            Transactions transactions,
            Turns turns,
            ProjectionConfig config,
            ProjectionMeters meters,
            StoredPositions positions,
            DatabaseOutage database,
            Life life) {
        this.followers = followers;
        this.transactions = transactions;
        this.turns = turns;
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
        return transactions
                .run(tx -> within(tx, batch))
                .ifNoItem()
                .after(config.databaseWithin())
                .fail()
                .invoke(meters::stored);
    }

    private Uni<Void> within(Tx tx, Batch batch) {
        Uni<Void> taken =
                positions
                        .move(tx, batch.topicId(), batch.spans())
                        // Before any row is locked, as everyone does who takes a turn.
                        .chain(() -> turns.take(tx, owners(batch)));
        for (LogFollower follower : followers) {
            taken = taken.chain(() -> follower.take(tx, batch));
        }
        return taken;
    }

    private Set<String> owners(Batch batch) {
        return followers.stream()
                .flatMap(follower -> follower.turns(batch).stream())
                .collect(Collectors.toSet());
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
