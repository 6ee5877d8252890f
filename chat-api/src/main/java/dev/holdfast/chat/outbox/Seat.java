package dev.holdfast.chat.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The relay's seat: one instance has it at a time, by an advisory lock of a connection of its own.
 * PostgreSQL frees it at once when the holder's process dies. {@code for update skip locked} was
 * rejected: two relays side by side would send records of one key out of order.
 *
 * <p>Used by one relay, a step at a time.
 */
@ApplicationScoped
class Seat {
    private static final Logger LOG = Logger.getLogger(Seat.class);

    /** Any number that nobody else uses: "holdfast outbox" in a few letters. */
    private static final long LOCK = 0x686f_6c64_6f75_7462L;

    private final Database database;
    private final Vertx vertx;

    /** The connection that holds the lock. */
    private volatile @Nullable PgConnection held;

    Seat(Database database, Vertx vertx) {
        this.database = database;
        this.vertx = vertx;
    }

    boolean isHeld() {
        return held != null;
    }

    /**
     * @return the connection that holds the lock; nothing while another instance does
     */
    Uni<Optional<PgConnection>> take() {
        PgConnection present = held;
        if (present != null) {
            return Uni.createFrom().item(Optional.of(present));
        }
        return PgConnection.connect(vertx, database.options()).chain(this::lock);
    }

    private Uni<Optional<PgConnection>> lock(PgConnection connection) {
        return connection
                .preparedQuery("select pg_try_advisory_lock($1) as locked")
                .execute(Tuple.of(LOCK))
                .map(rows -> rows.iterator().next().getBoolean("locked"))
                .chain(locked -> locked ? sit(connection) : leave(connection))
                .onFailure()
                .call(() -> leave(connection));
    }

    private Uni<Optional<PgConnection>> sit(PgConnection connection) {
        held = connection;
        connection.closeHandler(() -> lost(connection));
        LOG.info("outbox relay works here");
        return Uni.createFrom().item(Optional.of(connection));
    }

    private static Uni<Optional<PgConnection>> leave(PgConnection connection) {
        return connection
                .close()
                .onFailure()
                .recoverWithNull()
                .replaceWith(Optional.<PgConnection>empty());
    }

    private void lost(PgConnection connection) {
        if (connection.equals(held)) {
            held = null;
            LOG.info("outbox relay works here no longer");
        }
    }

    /** For when the connection misbehaves, and at the end: the lock goes with the connection. */
    Uni<Void> giveUp() {
        PgConnection present = held;
        held = null;
        return present == null
                ? Uni.createFrom().voidItem()
                : present.close().onFailure().recoverWithNull();
    }
}
