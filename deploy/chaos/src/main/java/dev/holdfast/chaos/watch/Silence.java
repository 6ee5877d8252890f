package dev.holdfast.chaos.watch;

import java.time.Duration;
import java.time.Instant;

/** A time in which a connected device read no character of an answer that went on afterwards. */
public record Silence(String device, String generation, Instant from, Instant to) {
    public Duration length() {
        return Duration.between(from, to);
    }
}
