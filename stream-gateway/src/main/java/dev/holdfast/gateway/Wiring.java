package dev.holdfast.gateway;

import dev.holdfast.gateway.replay.TailConfig;
import dev.holdfast.gateway.replay.Tails;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What the container cannot make by itself. */
public final class Wiring {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Tails tails(TailConfig config) {
        return new Tails(config.bytes(), config.longestAnswer());
    }
}
