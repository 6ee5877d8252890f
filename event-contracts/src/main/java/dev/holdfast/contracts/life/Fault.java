package dev.holdfast.contracts.life;

import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What a failure says of whether to try again. */
public enum Fault {
    /** What was called is away or refuses. It may come back, so there is no limit to trying. */
    AWAY,

    /** Code was called wrongly. Once may be chance; again and again it will not pass. */
    MISTAKE,

    /** Nothing that this process holds in memory can be trusted any more. */
    FATAL;

    /** Longer chains of causes are cut: they may be circles. */
    private static final int DEEPEST = 32;

    /**
     * Where the JDK keeps the exceptions that say that a method was called wrongly, such as {@code
     * NullPointerException}. What is away is told by exceptions of input and output, and by those
     * of libraries.
     */
    private static final Set<String> OF_MISTAKES = Set.of("java.lang", "java.util");

    /** Looks through wrappers: an error that a library made an exception of stays an error. */
    public static Fault of(Throwable failure) {
        Throwable each = failure;
        for (int depth = 0; each != null && depth < DEEPEST; depth++) {
            if (isFatal(each)) {
                return FATAL;
            }
            each = each.getCause();
        }
        return isMistake(unwrapped(failure)) ? MISTAKE : AWAY;
    }

    /**
     * A stack that was too deep has been unwound, and an assertion that did not hold is like any
     * other wrong call: both leave memory as sound as an exception does.
     */
    private static boolean isFatal(Throwable failure) {
        return failure instanceof Error && !isConfined(failure);
    }

    private static boolean isConfined(@Nullable Throwable failure) {
        return failure instanceof StackOverflowError || failure instanceof AssertionError;
    }

    private static boolean isMistake(Throwable failure) {
        return isConfined(failure)
                || (failure instanceof RuntimeException
                        && OF_MISTAKES.contains(failure.getClass().getPackageName()));
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable inner = failure;
        while (inner instanceof CompletionException || inner instanceof ExecutionException) {
            Throwable cause = inner.getCause();
            if (cause == null) {
                return inner;
            }
            inner = cause;
        }
        return inner;
    }
}
