package dev.holdfast.chat.outage;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away from a statement that is wrong. */
final class DatabaseFailure {
    private static final int DEEPEST = 20;

    /**
     * SQLSTATEs beside the classes 08 (connection) and 53 (resources): ended by an operator, by a
     * crash, not ready yet, ended by a timeout; read-only, as a standby is before it takes over;
     * and files that cannot be read or written.
     */
    private static final Set<String> AWAY =
            Set.of("57P01", "57P02", "57P03", "57P05", "25006", "58000", "58030");

    private DatabaseFailure() {}

    static boolean isAway(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof io.smallrye.mutiny.TimeoutException
                    || cause instanceof ClosedConnectionException
                    || (cause instanceof DatabaseException refused && isAway(refused.getSqlState()))
                    || isOfThePool(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isAway(@Nullable String state) {
        return state != null
                && (state.startsWith("08") || state.startsWith("53") || AWAY.contains(state));
    }

    /** The client has no classes of its own for them. */
    private static boolean isOfThePool(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return (failure instanceof VertxException || failure instanceof NoStackTraceThrowable)
                && (message.startsWith("Timeout")
                        || message.startsWith("Connection ")
                        || message.startsWith("Pool closed"));
    }
}
