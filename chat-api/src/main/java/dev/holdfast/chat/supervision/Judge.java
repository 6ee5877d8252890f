package dev.holdfast.chat.supervision;

import dev.holdfast.chat.generation.Watched;
import dev.holdfast.chat.generation.Watched.QueuePlace;
import dev.holdfast.contracts.problem.ProblemType;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Judges one generation at a time, by nothing but what it is given. Asked twice for each: over what
 * a look at the table found, and again over the row once it is locked.
 *
 * @param hasLeft whether the queue no longer has the request at a place, although nothing of a
 *     claim is in the log
 */
record Judge(SupervisionConfig config, Predicate<Watched> hasLeft) {
    private static final Verdict WAIT = new Verdict.Wait();

    Verdict judge(Watched watched) {
        if (!watched.generation().isOpen()) {
            return WAIT;
        }
        if (watched.isUpForTheNext()) {
            return judgeReleased(watched);
        }
        Duration stopWantedFor = watched.stopWantedFor();
        if (stopWantedFor != null) {
            return judgeStop(watched, stopWantedFor);
        }
        return watched.isClaimed() ? judgeClaimed(watched) : judgeUnclaimed(watched);
    }

    /**
     * A run that was released is not waited for, and nothing went wrong with it: it takes none of
     * the attempts that a generation has.
     */
    static Verdict judgeReleased(Watched watched) {
        if (!watched.generation().isOpen() || !watched.isUpForTheNext()) {
            return WAIT;
        }
        return watched.stopWantedFor() == null ? new Verdict.AskAgain() : new Verdict.Stop();
    }

    /**
     * The run was told and ends itself; unless it is silent or takes too long. What was asked for
     * after the wish is an end of ours that is on its way.
     */
    private Verdict judgeStop(Watched watched, Duration stopWantedFor) {
        Duration lately = shorter(stopWantedFor, watched.askedFor());
        boolean isOnItsWay = watched.askedFor().compareTo(stopWantedFor) < 0;
        boolean isDead = !isOnItsWay && reached(watched.silentFor(), config.lease());
        return isDead || reached(lately, config.stopPatience()) ? new Verdict.Stop() : WAIT;
    }

    private Verdict judgeClaimed(Watched watched) {
        return watched.gap() || reached(watched.silentFor(), config.lease())
                ? again(watched)
                : WAIT;
    }

    private Verdict judgeUnclaimed(Watched watched) {
        QueuePlace place = watched.place();
        if (place != null && place.isRefused()) {
            return new Verdict.Fail(
                    ProblemType.CONTEXT_TOO_LONG.because(
                            "The conversation is larger than a request to a worker may be. Begin a"
                                    + " new one, or go on from an earlier message."));
        }
        if (reached(watched.silentFor(), config.queueTimeout())
                && reached(watched.askedFor(), config.stopPatience())) {
            return new Verdict.Fail(
                    ProblemType.NO_WORKER_AVAILABLE.because(
                            "Nobody took the request within "
                                    + config.queueTimeout().toSeconds()
                                    + " seconds. Send the message again."));
        }
        boolean isLost =
                place != null
                        && reached(watched.askedFor(), config.unclaimedAfter())
                        && hasLeft.test(watched);
        return isLost ? again(watched) : WAIT;
    }

    private Verdict again(Watched watched) {
        if (watched.generation().nextAttempt() <= config.attempts()) {
            return new Verdict.AskAgain();
        }
        return new Verdict.Fail(
                ProblemType.ATTEMPTS_EXHAUSTED.because(
                        "It was begun "
                                + config.attempts()
                                + " times and cut off each time. What there is of the answer is"
                                + " kept; send the message again."));
    }

    private static boolean reached(Duration span, Duration limit) {
        return span.compareTo(limit) >= 0;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
