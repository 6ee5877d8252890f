package dev.holdfast.chat.problem;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;

/** A problem with the headers that HTTP asks for beside it. */
final class ProblemAnswer {
    private ProblemAnswer() {}

    static RestResponse<Problem> of(Problem problem) {
        RestResponse.ResponseBuilder<Problem> answer = builder(problem);
        if (problem.retryAfterSeconds() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds());
        }
        return answer.build();
    }

    /** By the number: JAX-RS has no constant for 422. */
    static RestResponse.ResponseBuilder<Problem> builder(Problem problem) {
        return RestResponse.ResponseBuilder.<Problem>create(problem.status())
                .entity(problem)
                .type(Problem.MEDIA_TYPE);
    }

    static RestResponse<Problem> unauthenticated(HttpServerRequest request) {
        return builder(unauthenticatedProblem(request))
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge(request))
                .build();
    }

    static Problem unauthenticatedProblem(HttpServerRequest request) {
        return ProblemType.UNAUTHENTICATED.because(
                carriesToken(request)
                        ? "The access token is expired, was not issued for this service, or is not"
                                + " genuine; sign in again."
                        : "Send an access token: Authorization: Bearer <token>.");
    }

    /** RFC 6750, section 3: a reason only where a token was sent. */
    static String challenge(HttpServerRequest request) {
        return carriesToken(request)
                ? "Bearer realm=\"holdfast\", error=\"invalid_token\""
                : "Bearer realm=\"holdfast\"";
    }

    private static boolean carriesToken(HttpServerRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }
}
