package dev.holdfast.edge.token;

import dev.holdfast.edge.outage.Outage;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Stands before the OIDC extension. What cannot be an access token is refused here: the extension
 * breaks at some of it ({@code Bearer .}), takes some for a fault of its own, and asks the issuer
 * about some. And an issuer that does not answer is told apart from a token that is not good, and
 * not waited for longer than a caller would.
 */
@Singleton
public class GuardedTokens implements HttpAuthenticationMechanism {
    /** Of RFC 6750; the scheme is told apart without regard to case. */
    private static final String SCHEME = "Bearer";

    /** An issuer answers in milliseconds; one that is frozen never does. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * quarkus.oidc.token.forced-jwk-refresh-interval: for so long the extension does not ask for a
     * key that it does not know, whether or not the issuer answered the last time.
     */
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(10);

    /** When nobody has asked the issuer any more, good tokens are sign enough. */
    private static final Duration FORGOTTEN = ASKED_AGAIN.multipliedBy(3);

    private final Instance<HttpAuthenticationMechanism> mechanisms;
    private final Clock clock;
    private final Outage issuer;
    private volatile long failedAt = -FORGOTTEN.toMillis();

    public GuardedTokens(@Any Instance<HttpAuthenticationMechanism> mechanisms, Clock clock) {
        this.mechanisms = mechanisms;
        this.clock = clock;
        this.issuer =
                new Outage(Logger.getLogger(GuardedTokens.class), "the issuer of tokens", clock);
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext call, IdentityProviderManager identities) {
        String header = call.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !isBearer(header)) {
            return Uni.createFrom().nullItem();
        }
        if (!CompactJws.isOne(token(header))) {
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        return extension()
                .map(oidc -> judged(oidc.authenticate(call, identities)))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    private Uni<SecurityIdentity> judged(Uni<SecurityIdentity> judgement) {
        return judgement
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onItem()
                .invoke(_ -> known())
                .onFailure()
                .transform(this::told)
                .emitOn(here());
    }

    /** Says little of the issuer: its keys are kept. */
    private void known() {
        if (isLongAgo(FORGOTTEN)) {
            issuer.answered();
        }
    }

    private Throwable told(Throwable failure) {
        if (IssuerFailure.isOne(failure)) {
            failedAt = clock.millis();
            return issuer.noticed(failure);
        }
        if (IssuerFailure.mayBeOne(failure)) {
            if (!isLongAgo(ASKED_AGAIN)) {
                return issuer.away();
            }
            // It was asked, and has no such key.
            issuer.answered();
        }
        return failure;
    }

    private boolean isLongAgo(Duration time) {
        return clock.millis() - failedAt > time.toMillis();
    }

    /** The patience ends on another thread. */
    private static Executor here() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(_ -> task.run());
    }

    private Optional<HttpAuthenticationMechanism> extension() {
        return mechanisms.stream()
                .filter(one -> one.getCredentialTypes().contains(TokenAuthenticationRequest.class))
                .findFirst();
    }

    private static boolean isBearer(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && (header.length() == SCHEME.length() || header.charAt(SCHEME.length()) == ' ');
    }

    private static String token(String header) {
        return header.substring(SCHEME.length()).strip();
    }

    /** Who asks for a token is the extension, or the service. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext call) {
        return Uni.createFrom().nullItem();
    }

    /** Before the extension, which has little more than the default. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1_000;
    }
}
