package dev.holdfast.edge.problem;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;

/** The problem behind a status that the framework chose. */
public final class StatusProblem {
    private StatusProblem() {}

    /**
     * Whether a status says that something is broken here, which then deserves a name and a log.
     */
    public static boolean isBreakage(int status) {
        return status >= 500 && status != 503 && status != 505;
    }

    /**
     * @param status of an error, 400 or above
     */
    public static Problem of(int status) {
        return switch (status) {
            case 401 ->
                    ProblemType.UNAUTHENTICATED.because(
                            "Send an access token: Authorization: Bearer <token>.");
            case 403 -> ProblemType.FORBIDDEN.because("Nobody may do this here.");
            case 404 -> ProblemType.NOT_FOUND.because("Look at the path's spelling.");
            case 405 ->
                    ProblemType.METHOD_NOT_ALLOWED.because(
                            "Where there is an Allow header, it names the methods that are"
                                    + " taken.");
            case 406 -> ProblemType.NOT_ACCEPTABLE.because("Accept application/json instead.");
            case 413 -> ProblemType.BODY_TOO_LARGE.because("Send less in one request.");
            case 414 -> ProblemType.URI_TOO_LONG.because("Ask for less in one address.");
            case 415 ->
                    ProblemType.UNSUPPORTED_MEDIA_TYPE.because(
                            "Send Content-Type: application/json.");
            case 426 ->
                    ProblemType.UPGRADE_REQUIRED.because(
                            "Open a WebSocket, version 13, by RFC 6455.");
            case 431 -> ProblemType.HEADERS_TOO_LARGE.because("Send fewer or shorter headers.");
            case 505 ->
                    ProblemType.HTTP_VERSION_NOT_SUPPORTED.because("Speak HTTP/1.1 or HTTP/1.0.");
            case 503 ->
                    ProblemType.SERVICE_UNAVAILABLE.because("Try again in a moment.").retryAfter(1);
            default ->
                    status < 500
                            ? ProblemType.MALFORMED_REQUEST.because(
                                    "The request could not be understood.")
                            : ProblemType.INTERNAL_ERROR.because(
                                    "Try again; if it stays, tell the operators.");
        };
    }
}
