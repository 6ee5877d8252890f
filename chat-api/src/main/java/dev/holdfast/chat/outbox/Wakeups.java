package dev.holdfast.chat.outbox;

import dev.holdfast.chat.outage.DatabaseOutage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the relay when a transaction with outbox rows has committed. Connects again as often as it
 * takes; what was missed meanwhile is found by the wake that follows each connection, and by the
 * relay's own looks.
 */
@ApplicationScoped
class Wakeups {
    private static final Logger LOG = Logger.getLogger(Wakeups.class);
    private static final String CHANNEL = "outbox";
    private static final long RECONNECT_AFTER_MILLIS = 500;

    private final Database database;
    private final DatabaseOutage outage;
    private final Relay relay;
    private final Vertx vertx;
    private @Nullable PgSubscriber subscriber;

    Wakeups(Database database, DatabaseOutage outage, Relay relay, Vertx vertx) {
        this.database = database;
        this.outage = outage;
        this.relay = relay;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        PgSubscriber listening = PgSubscriber.subscriber(vertx, database.options());
        subscriber = listening;
        listening.reconnectPolicy(_ -> RECONNECT_AFTER_MILLIS);
        listening.channel(CHANNEL).subscribeHandler(relay::wake).handler(_ -> relay.wake());
        listening.connect().subscribe().with(_ -> {}, this::notListening);
    }

    private void notListening(Throwable failure) {
        if (outage.noticed(failure).isEmpty()) {
            LOG.warnf(failure, "not listening to the outbox");
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (subscriber != null) {
            subscriber.reconnectPolicy(_ -> -1L).closeAndForget();
        }
    }
}
