package dev.holdfast.chat.supervision;

import dev.holdfast.contracts.problem.Problem;

/** What is to be done about a generation. */
sealed interface Verdict {

    /** Nothing, for now. */
    record Wait() implements Verdict {}

    /** Ask the workers for the next attempt. */
    record AskAgain() implements Verdict {}

    /** End it, as its user wanted. */
    record Stop() implements Verdict {}

    /** End it: it cannot go on. */
    record Fail(Problem problem) implements Verdict {}
}
