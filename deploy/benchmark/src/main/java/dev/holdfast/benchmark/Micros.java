package dev.holdfast.benchmark;

import java.time.Instant;

/** Microseconds since the epoch, which every process of one machine counts alike. */
final class Micros {
    private Micros() {}

    static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }
}
