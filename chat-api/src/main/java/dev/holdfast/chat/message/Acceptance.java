package dev.holdfast.chat.message;

import dev.holdfast.chat.problem.Refusal;
import dev.holdfast.contracts.problem.ProblemType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What came of one try to accept a message. */
sealed interface Acceptance {

    /** It stands, now or since an earlier try. */
    record Done(Accepted accepted) implements Acceptance {}

    /**
     * Nothing was stored: an answer that is open in the database is in the way. Its end may be in
     * the log, and so before its reader's eyes, already.
     */
    sealed interface Blocked extends Acceptance {

        /** The one that must end; null for any of the user's. */
        @Nullable UUID generation();

        /** What to tell the caller if the database has all that the log had, and it stays so. */
        Refusal refusal();

        /** What to tell the caller if the database does not get there in time. */
        Refusal refusalWhileBehind();
    }

    /** The answer that the message is sent under: a model would not hear what its reader saw. */
    record Unanswered(UUID generation) implements Blocked {
        @Override
        public Refusal refusal() {
            return new Refusal(
                    ProblemType.ANSWER_RUNNING
                            .because(
                                    "Wait for its end or stop it, then send the same again; nothing"
                                            + " was stored.")
                            .retryAfter(1));
        }

        @Override
        public Refusal refusalWhileBehind() {
            return new Refusal(
                    ProblemType.SERVICE_UNAVAILABLE
                            .because(
                                    "The end of the answer before this message is not stored yet."
                                            + " Send the same again in a moment; nothing was"
                                            + " stored.")
                            .retryAfter(1));
        }
    }

    /** The user has as many as one may have. */
    record NoRoom(long open) implements Blocked {
        @Override
        public @Nullable UUID generation() {
            return null;
        }

        @Override
        public Refusal refusal() {
            return new Refusal(
                    ProblemType.TOO_MANY_GENERATIONS
                            .because("Wait for one of " + open + " answers to end, or stop one.")
                            .retryAfter(1));
        }

        /** One says no more than the other: to try again in a moment. */
        @Override
        public Refusal refusalWhileBehind() {
            return refusal();
        }
    }
}
