package dev.holdfast.played.server;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The wall clock in the unit of stamps and records. */
final class Clock {
    private Clock() {}

    static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
