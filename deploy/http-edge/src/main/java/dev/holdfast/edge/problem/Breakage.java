package dev.holdfast.edge.problem;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * A failure that nobody expected. The caller learns a name of it and nothing else; the log has the
 * same name with the cause.
 */
public final class Breakage {
    private static final Logger LOG = Logger.getLogger(Breakage.class);

    private Breakage() {}

    public static Problem problem(Throwable cause, HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            // Answered in time by someone else, or left by its caller: nobody is to be told, and a
            // mistake of ours shows as well to those who stay.
            LOG.debugf(cause, "call over already %s %s", request.method(), request.path());
            return ProblemType.INTERNAL_ERROR.because("Try again.");
        }
        String occurrence = "urn:uuid:" + UUID.randomUUID();
        // The path without its query: an id is no secret, a query might be.
        LOG.errorf(
                cause,
                "request broke method=%s path=%s instance=%s",
                request.method(),
                request.path(),
                occurrence);
        return ProblemType.INTERNAL_ERROR
                .because("Try again; if it stays, tell the operators the instance.")
                .at(occurrence);
    }
}
