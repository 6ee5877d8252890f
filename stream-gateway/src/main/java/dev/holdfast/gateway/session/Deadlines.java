package dev.holdfast.gateway.session;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * What a connection waits for, and since when; in milliseconds since the epoch. Confined to the
 * session's loop.
 */
final class Deadlines {
    private static final long NOT_WAITING = Long.MAX_VALUE;

    private final SessionConfig config;
    private final long openedAt;
    private long heardAt;
    private long pingedAt;
    private long writingSince = NOT_WAITING;
    private long waitingForLogSince = NOT_WAITING;

    Deadlines(SessionConfig config, long now) {
        this.config = config;
        this.openedAt = now;
        this.heardAt = now;
        this.pingedAt = now;
    }

    void heard(long now) {
        heardAt = now;
    }

    void writes(long now) {
        writingSince = now;
    }

    void taken() {
        writingSince = NOT_WAITING;
    }

    void waitsForLog(long now) {
        waitingForLogSince = now;
    }

    void logAnswered() {
        waitingForLogSince = NOT_WAITING;
    }

    /** What is due. */
    sealed interface Due {
        record Nothing() implements Due {}

        record Ping() implements Due {}

        record Close(CloseCode code, @Nullable Problem problem) implements Due {}
    }

    /** The first that is due; a ping is counted as sent. */
    Due at(long now, boolean resumed, boolean writing) {
        if (!resumed && now - openedAt > config.resumeTimeout().toMillis()) {
            return new Due.Close(
                    CloseCode.RESUME_TIMEOUT,
                    ProblemType.RESUME_TIMEOUT.because(
                            "The first frame must be a resume, within "
                                    + config.resumeTimeout().toSeconds()
                                    + " s."));
        }
        if (writing && now - writingSince > config.takeTimeout().toMillis()) {
            return new Due.Close(CloseCode.FELL_BEHIND, null);
        }
        if (waitingForLogSince != NOT_WAITING
                && now - waitingForLogSince > config.logTimeout().toMillis()) {
            return new Due.Close(
                    CloseCode.LOG_UNAVAILABLE,
                    ProblemType.SERVICE_UNAVAILABLE
                            .because("The log cannot be read right now. Come back with the cursor.")
                            .retryAfter(2));
        }
        if (now - heardAt > config.deadAfter().toMillis()) {
            return new Due.Close(CloseCode.WENT_SILENT, null);
        }
        // Behind a frame that is not taken a ping would only wait as well.
        if (!writing
                && now - heardAt >= config.pingAfter().toMillis()
                && now - pingedAt >= config.pingAfter().toMillis()) {
            pingedAt = now;
            return new Due.Ping();
        }
        return new Due.Nothing();
    }
}
