package dev.holdfast.edge.token;

import io.quarkus.security.AuthenticationException;
import io.smallrye.mutiny.TimeoutException;
import java.io.IOException;

/**
 * Tells an issuer that is away, or answers with something else than its keys, from a token that is
 * not good. The extension reports some of both as an {@link AuthenticationException}.
 */
final class IssuerFailure {
    private static final int DEEPEST = 20;

    private IssuerFailure() {}

    static boolean isOne(Throwable failure) {
        return !(failure instanceof AuthenticationException) || hasCause(failure);
    }

    /**
     * Whether the token is signed with a key that is not known: it may be one that the issuer would
     * have told us of.
     */
    static boolean mayBeOne(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause.getClass().getSimpleName().equals("UnresolvableKeyException")) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean hasCause(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause.getClass().getName().equals("io.quarkus.oidc.OIDCException")) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
