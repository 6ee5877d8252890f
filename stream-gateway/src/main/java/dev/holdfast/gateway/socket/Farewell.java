package dev.holdfast.gateway.socket;

import dev.holdfast.gateway.session.CloseCode;
import dev.holdfast.gateway.session.Sessions;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * When the gateway stops, every client is asked to come back; spreading that is the clients' part.
 */
@Singleton
public final class Farewell {
    private final Sessions sessions;

    public Farewell(Sessions sessions) {
        this.sessions = sessions;
    }

    void stop(@Observes @Priority(1) ShutdownEvent stopping) {
        sessions.closeAll(CloseCode.RESTARTING);
    }
}
