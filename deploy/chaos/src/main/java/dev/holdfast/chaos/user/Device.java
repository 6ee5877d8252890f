package dev.holdfast.chaos.user;

import dev.holdfast.chaos.watch.Witness;
import java.util.List;
import java.util.UUID;

/** Something a user reads on; it comes back by itself until it is turned off. */
public interface Device {
    /** Unique in the run; its page of the journal. */
    String name();

    /** Reads until it is turned off; on a thread of its own. */
    void run();

    /** A conversation of its user that is to be read character by character. */
    void watch(UUID conversation);

    /** What it was given, one witness for each time that it began anew. */
    List<Witness> witnesses();

    /** Whether it reads everything from its first moment on. */
    boolean readsEverything();

    void turnOff();
}
