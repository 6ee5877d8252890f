package dev.holdfast.chaos.user;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.chaos.watch.Witness;
import dev.holdfast.client.View;
import java.time.Duration;

/**
 * From one beginning on: the view that holds the cursor, the witness that checks, and when the last
 * frame came. Thread-safe.
 */
final class Reading {
    private final View view = new View().withoutHistory();
    private final Witness witness;
    private volatile long lastFrame = System.nanoTime();

    Reading(Witness witness) {
        this.witness = witness;
    }

    View view() {
        return view;
    }

    Witness witness() {
        return witness;
    }

    /** Called after the view took it. */
    void take(JsonNode frame) {
        lastFrame = System.nanoTime();
        try {
            witness.take(frame);
        } catch (RuntimeException unreadable) {
            witness.couldNotRead(frame, unreadable);
        }
    }

    void connected() {
        lastFrame = System.nanoTime();
    }

    boolean isSilentFor(Duration span) {
        return System.nanoTime() - lastFrame > span.toNanos();
    }

    /** Whether the gateway could not go on from its cursor, so that it must begin anew. */
    boolean mustBeginAnew() {
        return witness.resets() > 0;
    }
}
