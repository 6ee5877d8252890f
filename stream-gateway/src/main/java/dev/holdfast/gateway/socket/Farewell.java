package dev.holdfast.gateway.socket;

import dev.holdfast.gateway.session.CloseCode;
import dev.holdfast.gateway.session.Sessions;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * When the gateway stops, every client is asked to come back; spreading that is the clients' part.
 * This needs the delay before the shutdown: the shutdown itself begins with the HTTP server, which
 * would close every WebSocket with 1000, as if all were said.
 */
@Singleton
public final class Farewell {
    private final Sessions sessions;

    public Farewell(Sessions sessions) {
        this.sessions = sessions;
    }

    void stop(@Observes ShutdownDelayInitiatedEvent stopping) {
        sessions.closeAll(CloseCode.RESTARTING);
    }
}
