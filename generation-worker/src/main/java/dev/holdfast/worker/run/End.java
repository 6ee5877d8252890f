package dev.holdfast.worker.run;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.worker.provider.Completion;

/** Which of the three ends a run comes to. */
sealed interface End {

    record Completed(Completion completion) implements End {}

    record Failed(Problem problem) implements End {}

    record Stopped() implements End {}
}
