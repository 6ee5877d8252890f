package dev.holdfast.edge.problem;

import dev.holdfast.contracts.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Problem documents for what fails in a route of the framework. Before Quarkus' own words. */
@Singleton
public class RouterFailures {

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(RouterFailures::answer);
        // What no route matches fails in none.
        for (int status : new int[] {404, 405, 406, 415}) {
            router.errorHandler(status, RouterFailures::answer);
        }
    }

    private static void answer(RoutingContext context) {
        if (context.response().closed() || context.response().ended()) {
            // Nobody is there to be told; a caller that hangs up is no failure of ours.
            return;
        }
        if (context.response().headWritten()) {
            Breakage.problem(failure(context), context.request());
            context.request().connection().close();
            return;
        }
        int status = context.statusCode() > 0 ? context.statusCode() : 500;
        HttpServerResponse response = context.response();
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"holdfast\"");
        }
        answer(context, problem(status, context));
    }

    private static Problem problem(int status, RoutingContext context) {
        if (!StatusProblem.isBreakage(status)) {
            return StatusProblem.of(status);
        }
        return Breakage.problem(failure(context), context.request());
    }

    private static Throwable failure(RoutingContext context) {
        return context.failure() == null
                ? new IllegalStateException("status " + context.statusCode())
                : context.failure();
    }

    /** Ends the response with the problem. */
    public static void answer(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (problem.retryAfterSeconds() != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(problem.retryAfterSeconds()));
        }
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Buffer.buffer(ProblemJson.bytes(problem)));
    }
}
