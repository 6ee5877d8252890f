package dev.holdfast.gateway;

import dev.holdfast.edge.outage.Outage;
import dev.holdfast.gateway.replay.TailConfig;
import dev.holdfast.gateway.replay.Tails;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** What the container cannot make by itself. */
public final class Wiring {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /** One, so that whoever notices it first says it for all. */
    @Produces
    @Singleton
    Outage log(Clock clock) {
        return new Outage(Logger.getLogger("dev.holdfast.gateway"), "the log", clock);
    }

    @Produces
    @Singleton
    Tails tails(TailConfig config) {
        return new Tails(config.bytes(), config.longestAnswer());
    }
}
