package dev.holdfast.chat.trial;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The columns of a row whose subject workers try. */
@Embeddable
public class TrialState {

    /** The word that the worker used; null while it has not answered. Set by what the log says. */
    @Column private @Nullable String status;

    /** A problem document in JSON. Set by what the log says. */
    @Column private @Nullable String problem;

    @Column(name = "check_requested_at")
    private Instant checkRequestedAt;

    @Column(name = "checked_at")
    private @Nullable Instant checkedAt;

    protected TrialState() {}

    /** Of something that is to be tried for the first time. */
    public TrialState(Instant at) {
        this.checkRequestedAt = at;
    }

    /** What was known of it counts no longer. */
    public void awaitCheck(Instant at) {
        status = null;
        problem = null;
        checkedAt = null;
        checkRequestedAt = at;
    }

    /**
     * A trial that no worker answered in time does not stay {@code checking} for ever: the worker
     * may have died with it, and nobody makes it again.
     *
     * @param patience how long a worker has
     */
    TrialStatus shown(Duration patience, Instant now) {
        if (status != null) {
            return TrialStatus.valueOf(status.toUpperCase(Locale.ROOT));
        }
        return checkRequestedAt.plus(patience).isBefore(now)
                ? TrialStatus.UNREACHABLE
                : TrialStatus.CHECKING;
    }

    /** Whether a worker has answered. */
    boolean isAnswered() {
        return status != null;
    }

    @Nullable String problem() {
        return problem;
    }

    @Nullable Instant checkedAt() {
        return checkedAt;
    }
}
