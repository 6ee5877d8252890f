package dev.holdfast.gateway.session;

import dev.holdfast.edge.outage.Outage;
import dev.holdfast.gateway.replay.Archive;
import dev.holdfast.gateway.replay.FindBeginning;
import dev.holdfast.gateway.replay.Partitions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The open sessions. Thread-safe. */
@Singleton
public final class Sessions {
    private final SessionTools tools;
    private final Map<Session, Executor> open = new ConcurrentHashMap<>();
    private final Map<String, Integer> perUser = new ConcurrentHashMap<>();
    private final SessionMeters meters;
    private final int connectionsPerUser;

    /** Null until all are closed. */
    private volatile @Nullable CloseCode closing;

    public Sessions(
            Partitions partitions,
            Archive archive,
            SessionConfig config,
            SessionMeters meters,
            Clock clock,
            Outage outage) {
        this.meters = meters;
        this.connectionsPerUser = config.connectionsPerUser();
        this.tools =
                new SessionTools(
                        partitions,
                        archive,
                        new FindBeginning(archive),
                        config,
                        meters,
                        clock,
                        outage,
                        this::ended);
    }

    /**
     * @param loop runs what it is given one after the other, and in order; everything else of the
     *     session is called from it
     * @return nothing if the user has as many connections as one may have
     */
    public Optional<Session> open(String userId, Outlet outlet, Executor loop) {
        int now = perUser.merge(userId, 1, Integer::sum);
        if (now > connectionsPerUser) {
            leave(userId);
            return Optional.empty();
        }
        Session session = new Session(userId, outlet, loop, tools);
        open.put(session, loop);
        meters.opened();
        CloseCode code = closing;
        if (code != null) {
            loop.execute(() -> session.close(code, null));
        }
        return Optional.of(session);
    }

    private void ended(Session session) {
        if (open.remove(session) != null) {
            leave(session.userId());
            meters.closed();
        }
    }

    private void leave(String userId) {
        perUser.computeIfPresent(userId, (_, count) -> count > 1 ? count - 1 : null);
    }

    /** Closes every session, and each that is opened from now on. */
    public void closeAll(CloseCode code) {
        closing = code;
        List.copyOf(open.entrySet())
                .forEach(entry -> entry.getValue().execute(() -> entry.getKey().close(code, null)));
    }

    public int size() {
        return open.size();
    }
}
