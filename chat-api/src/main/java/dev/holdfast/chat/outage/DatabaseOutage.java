package dev.holdfast.chat.outage;

import dev.holdfast.edge.outage.Away;
import dev.holdfast.edge.outage.Outage;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Says that PostgreSQL is away, once for all who notice it. Thread-safe. */
@Singleton
public class DatabaseOutage {
    private final Outage outage;

    public DatabaseOutage(Clock clock) {
        outage = new Outage(Logger.getLogger(DatabaseOutage.class), "PostgreSQL", clock);
    }

    /**
     * @return nothing if the failure shows something else
     */
    public Optional<Away> noticed(Throwable failure) {
        return DatabaseFailure.isAway(failure)
                ? Optional.of(outage.noticed(failure))
                : Optional.empty();
    }

    /** Until it has answered for a while. */
    boolean isOn() {
        return outage.isOn();
    }

    /** Work that the database answers, watched; fails with {@link Away} where it did not. */
    public <T> Uni<T> watched(Uni<T> work) {
        return work.onItem()
                .invoke(outage::answered)
                .onFailure()
                .transform(
                        failure -> noticed(failure).<Throwable>map(away -> away).orElse(failure));
    }
}
