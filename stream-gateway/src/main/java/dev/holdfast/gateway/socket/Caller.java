package dev.holdfast.gateway.socket;

import io.quarkus.security.identity.SecurityIdentity;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Who connects.
 *
 * @param userId the token's subject
 * @param expiresAt when the token does
 */
record Caller(String userId, Instant expiresAt) {

    /** Nothing if nobody proved to be anyone. */
    static Optional<Caller> of(@Nullable SecurityIdentity identity) {
        if (identity == null
                || identity.isAnonymous()
                || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Optional.empty();
        }
        String subject = token.getSubject();
        return subject == null || subject.isBlank()
                ? Optional.empty()
                : Optional.of(
                        new Caller(subject, Instant.ofEpochSecond(token.getExpirationTime())));
    }
}
