package dev.holdfast.chat.identity;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** The clock that everything else is given. */
@Singleton
class Time {

    /** In milliseconds, so that a time is the same before and after PostgreSQL and JavaScript. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
    }
}
