package dev.holdfast.chat.trial;

import dev.holdfast.chat.database.Json;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From how a trial stands to what its user is shown of it. */
@ApplicationScoped
public class ShowTrial {
    private final Json json;
    private final TrialConfig config;
    private final Clock clock;

    ShowTrial(Json json, TrialConfig config, Clock clock) {
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param checkedAt when {@code status} was learnt; null while it is {@code checking}, and where
     *     no worker has answered
     * @param problem why it does not work, or what stands in its way
     */
    public record Shown(
            TrialStatus status, @Nullable Instant checkedAt, @Nullable Problem problem) {}

    /**
     * @param thing what is tried, as a person calls it
     */
    public Shown show(TrialState trial, String thing) {
        TrialStatus status = trial.shown(config.checkPatience(), clock.instant());
        Problem problem =
                !trial.isAnswered() && status == TrialStatus.UNREACHABLE
                        ? unanswered(thing)
                        : problem(trial);
        return new Shown(status, trial.checkedAt(), problem);
    }

    private static Problem unanswered(String thing) {
        return ProblemType.NO_WORKER_AVAILABLE.because(
                "No worker has tried this "
                        + thing
                        + ". It is kept; try it again, or send a message to see whether it works.");
    }

    private @Nullable Problem problem(TrialState trial) {
        String stored = trial.problem();
        return stored == null ? null : json.read(stored, Problem.class);
    }
}
