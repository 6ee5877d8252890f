package dev.holdfast.chaos.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One generation as a device has it. Guarded by its {@link Witness}. */
final class Strand {
    int attempt;
    String run = "";
    Shown shown = new Shown();
    boolean queued;
    boolean ended;

    /** Whether everything of it was seen or was in a state that was loaded. */
    boolean whole = true;

    /** Whether a breach was told already: what follows from it is not told again. */
    boolean broken;

    /** When the last character came, over the connection that is open now. */
    @Nullable Instant lastCharacterAt;

    String lastAlive = "";

    boolean isOf(int otherAttempt, String otherRun) {
        return attempt == otherAttempt && run.equals(otherRun);
    }

    void begin(int nextAttempt, String nextRun) {
        attempt = nextAttempt;
        run = nextRun;
    }
}
