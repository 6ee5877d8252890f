package dev.holdfast.chat.problem;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import java.util.Optional;

/** The problem behind a status that the framework chose. */
final class StatusProblem {
    private StatusProblem() {}

    /**
     * @return nothing if the status says that something is broken here
     */
    static Optional<Problem> of(int status) {
        Problem problem =
                switch (status) {
                    case 401 ->
                            ProblemType.UNAUTHENTICATED.because(
                                    "Send an access token: Authorization: Bearer <token>.");
                    case 403 -> ProblemType.FORBIDDEN.because("Nobody may do this here.");
                    case 404 -> ProblemType.NOT_FOUND.because("Look at the path's spelling.");
                    case 405 ->
                            ProblemType.METHOD_NOT_ALLOWED.because(
                                    "The Allow header names the methods there are.");
                    case 406 ->
                            ProblemType.NOT_ACCEPTABLE.because("Accept application/json instead.");
                    case 413 -> ProblemType.BODY_TOO_LARGE.because("Send less in one request.");
                    case 415 ->
                            ProblemType.UNSUPPORTED_MEDIA_TYPE.because(
                                    "Send Content-Type: application/json.");
                    case 503 ->
                            ProblemType.SERVICE_UNAVAILABLE
                                    .because("Try again in a moment.")
                                    .retryAfter(1);
                    default ->
                            status >= 400 && status < 500
                                    ? ProblemType.MALFORMED_REQUEST.because(
                                            "The request could not be understood.")
                                    : null;
                };
        return Optional.ofNullable(problem);
    }
}
