package dev.holdfast.gateway.socket;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.gateway.replay.LogJson;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lets those through to both edges who say who they are; others get a problem document before
 * anything is upgraded. Origins are the CORS filter's, which stands before this.
 */
@Singleton
public final class StreamGate {
    private static final Logger LOG = Logger.getLogger(StreamGate.class);
    private static final String CALLER = "holdfast.caller";

    /** After authentication was prepared (-200), before every ordinary route. */
    private static final int ORDER = -1;

    void install(@Observes Router router) {
        router.route("/stream").order(ORDER).handler(this::check);
        router.route("/stream/*").order(ORDER).handler(this::check);
    }

    private void check(RoutingContext call) {
        if (call.get(CALLER) != null) {
            call.next();
            return;
        }
        Uni<SecurityIdentity> identity = call.get(QuarkusHttpUser.DEFERRED_IDENTITY_KEY);
        if (identity == null) {
            refuse(call);
            return;
        }
        // Else Quarkus would answer first, without a problem document.
        BiConsumer<RoutingContext, Throwable> onFailure = StreamGate::refuse;
        call.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, onFailure);
        identity.subscribe().with(found -> letIn(call, found), failure -> refuse(call, failure));
    }

    private static void letIn(RoutingContext call, @Nullable SecurityIdentity identity) {
        Caller.of(identity)
                .ifPresentOrElse(
                        caller -> {
                            call.put(CALLER, caller);
                            call.next();
                        },
                        () -> refuse(call));
    }

    /** Whom the gate has let in. */
    static Optional<Caller> caller(RoutingContext call) {
        return Optional.ofNullable(call.<Caller>get(CALLER));
    }

    private static void refuse(RoutingContext call, Throwable failure) {
        if (call.response().ended()) {
            return;
        }
        if (failure instanceof AuthenticationException) {
            refuse(call);
        } else {
            LOG.errorf(failure, "a token could not be checked");
            answer(
                    call,
                    ProblemType.SERVICE_UNAVAILABLE.because(
                            "The access token cannot be checked right now."));
        }
    }

    private static void refuse(RoutingContext call) {
        call.response().putHeader("WWW-Authenticate", "Bearer");
        answer(
                call,
                ProblemType.UNAUTHENTICATED.because(
                        "Send a valid access token; the one that came is missing, expired or not"
                                + " for this service."));
    }

    static void answer(RoutingContext call, Problem problem) {
        call.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(LogJson.write(problem));
    }
}
