package dev.holdfast.gateway.socket;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.edge.outage.Away;
import dev.holdfast.edge.outage.Outage;
import dev.holdfast.edge.problem.Breakage;
import dev.holdfast.edge.problem.RouterFailures;
import dev.holdfast.gateway.replay.Partitions;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets those through to both edges who say who they are; others get a problem document before
 * anything is upgraded. Origins are the CORS filter's, which stands before this.
 */
@Singleton
public final class StreamGate {
    private static final String CALLER = "holdfast.caller";

    /** After authentication was prepared (-200), before every ordinary route. */
    private static final int ORDER = -1;

    private final Partitions partitions;
    private final Outage log;

    public StreamGate(Partitions partitions, Outage log) {
        this.partitions = partitions;
        this.log = log;
    }

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

    private void letIn(RoutingContext call, @Nullable SecurityIdentity identity) {
        Caller.of(identity)
                .ifPresentOrElse(
                        caller -> {
                            call.put(CALLER, caller);
                            passOn(call);
                        },
                        () -> refuse(call));
    }

    /** What the framework would refuse behind this, it would refuse without a problem document. */
    private void passOn(RoutingContext call) {
        Optional<Problem> fault =
                call.normalizedPath().equals("/stream")
                        ? Handshake.fault(call.request())
                        : eventsFault(call.request());
        if (fault.isEmpty()) {
            if (partitions.areReachable()) {
                call.next();
            } else {
                RouterFailures.answer(call, unreachable());
            }
            return;
        }
        switch (fault.get().status()) {
            case 405 -> call.response().putHeader(HttpHeaders.ALLOW, "GET");
            case 426 ->
                    call.response()
                            .putHeader(HttpHeaders.UPGRADE, "websocket")
                            .putHeader("Sec-WebSocket-Version", Handshake.VERSION);
            default -> {}
        }
        RouterFailures.answer(call, fault.get());
    }

    private Problem unreachable() {
        return log.noticed(new IllegalStateException("the broker has not answered, or has no log"))
                .problem();
    }

    private static Optional<Problem> eventsFault(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET)
                ? Optional.empty()
                : Optional.of(ProblemType.METHOD_NOT_ALLOWED.because("Events are read with GET."));
    }

    /** Whom the gate has let in. */
    static Optional<Caller> caller(RoutingContext call) {
        return Optional.ofNullable(call.<Caller>get(CALLER));
    }

    private static void refuse(RoutingContext call, Throwable failure) {
        if (call.response().ended()) {
            return;
        }
        switch (failure) {
            case AuthenticationException _ -> refuse(call);
            case Away away -> RouterFailures.answer(call, away.problem());
            default -> RouterFailures.answer(call, Breakage.problem(failure, call.request()));
        }
    }

    private static void refuse(RoutingContext call) {
        call.response().putHeader("WWW-Authenticate", "Bearer realm=\"holdfast\"");
        RouterFailures.answer(
                call,
                ProblemType.UNAUTHENTICATED.because(
                        "Send a valid access token; the one that came is missing, expired or not"
                                + " for this service."));
    }
}
