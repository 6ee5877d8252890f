package dev.holdfast.chat.generation;

import dev.holdfast.contracts.log.GenerationEvent.Ended;
import dev.holdfast.contracts.log.Status;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A generation that has another status than before, by events of the log that count.
 *
 * @param messageId the reply that it writes
 * @param end the event that ended it; null while it goes on
 */
public record Moved(UUID id, String owner, UUID messageId, Status status, @Nullable Ended end) {

    /** Why it failed; null if it did not. */
    public @Nullable Problem problem() {
        return end == null ? null : end.problem();
    }

    /** Whether it failed, and for this. */
    public boolean isBecauseOf(ProblemType type) {
        Problem problem = problem();
        return problem != null && type.slug().equals(problem.slug());
    }
}
