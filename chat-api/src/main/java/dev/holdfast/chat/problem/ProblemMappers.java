package dev.holdfast.chat.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.holdfast.chat.outage.DatabaseOutage;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.edge.outage.Away;
import dev.holdfast.edge.problem.Breakage;
import dev.holdfast.edge.problem.StatusProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Everything that can go wrong in JAX-RS, as a problem document. */
@Singleton
class ProblemMappers {
    private final DatabaseOutage database;

    ProblemMappers(DatabaseOutage database) {
        this.database = database;
    }

    @ServerExceptionMapper
    RestResponse<Problem> refused(Refusal refusal) {
        return ProblemAnswer.of(refusal.problem());
    }

    @ServerExceptionMapper
    RestResponse<Problem> mismatched(MismatchedInputException mismatched) {
        return ProblemAnswer.of(UnreadableBody.problem(mismatched));
    }

    @ServerExceptionMapper
    RestResponse<Problem> answered(WebApplicationException answered, HttpServerRequest request) {
        if (answered.getCause() instanceof JsonProcessingException unreadable) {
            return ProblemAnswer.of(UnreadableBody.problem(unreadable));
        }
        Response response = answered.getResponse();
        if (response.getStatus() < 400 || StatusProblem.isBreakage(response.getStatus())) {
            return broken(answered, request);
        }
        RestResponse.ResponseBuilder<Problem> builder =
                ProblemAnswer.builder(StatusProblem.of(response.getStatus()));
        Object allowed = response.getHeaders().getFirst(HttpHeaders.ALLOW);
        if (allowed != null) {
            builder.header(HttpHeaders.ALLOW, allowed);
        }
        return builder.build();
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    RestResponse<Problem> unauthenticated(HttpServerRequest request) {
        return ProblemAnswer.unauthenticated(request);
    }

    @ServerExceptionMapper
    RestResponse<Problem> away(Away away) {
        return ProblemAnswer.of(away.problem());
    }

    @ServerExceptionMapper
    RestResponse<Problem> forbidden(ForbiddenException forbidden) {
        return ProblemAnswer.of(
                ProblemType.FORBIDDEN.because("Sign in as someone who is allowed to."));
    }

    @ServerExceptionMapper
    RestResponse<Problem> broken(Throwable cause, HttpServerRequest request) {
        return database.noticed(cause)
                .map(this::away)
                .orElseGet(() -> ProblemAnswer.of(Breakage.problem(cause, request)));
    }
}
