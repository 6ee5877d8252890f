package dev.holdfast.chaos.fault;

import java.time.Duration;
import java.util.Set;

/** Something that can be struck, and that is whole again afterwards. */
public interface Victim {
    /** Unique in a run: {@code chat-api-2}, {@code generation-worker → kafka}. */
    String name();

    /** What may happen to it. */
    Set<FaultKind> kinds();

    /**
     * Strikes it, lets the fault last, and mends it.
     *
     * @param length of the fault, where its kind has one
     * @return whether it is whole again; false where it does not come back
     */
    boolean strike(FaultKind kind, Duration length) throws InterruptedException;
}
