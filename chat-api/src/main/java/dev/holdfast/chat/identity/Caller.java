package dev.holdfast.chat.identity;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;

/** The user in whose name this call is made. */
@RequestScoped
public class Caller {
    /** PostgreSQL stores no NUL, and an index entry holds no text of any length. */
    private static final int LONGEST = 255;

    private final SecurityIdentity identity;
    private final RoutingContext routing;

    Caller(SecurityIdentity identity, RoutingContext routing) {
        this.identity = identity;
        this.routing = routing;
    }

    /** The token's {@code sub}. */
    public String userId() {
        String subject = identity.isAnonymous() ? "" : identity.getPrincipal().getName();
        if (subject == null
                || subject.isBlank()
                || subject.length() > LONGEST
                || subject.chars().anyMatch(Character::isISOControl)) {
            throw new UnauthorizedException("the token names no usable subject");
        }
        return subject;
    }

    public Call call() {
        return new Call(userId(), Trace.parent(routing.request().getHeader("traceparent")));
    }
}
