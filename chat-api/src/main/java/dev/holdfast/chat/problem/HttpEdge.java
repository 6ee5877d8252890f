package dev.holdfast.chat.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Problem documents for what Vert.x refuses before JAX-RS sees it: bodies that are too large,
 * requests that cannot be read. A page of a foreign origin gets a bare 403: it could not read more.
 */
@ApplicationScoped
class HttpEdge {
    /** After CORS (300), so that a page may read the refusal; before Quarkus' own limit (2). */
    private static final int PRIORITY = 250;

    /** Bytes; what is read and thrown away of a body that was refused, before we hang up. */
    private static final long PATIENCE = 64L * 1024 * 1024;

    private final ObjectMapper json;
    private final long maxBodyBytes;

    /**
     * For a body whose length shows only as it comes: read here and counted. Left to Quarkus, it is
     * refused without a word.
     */
    private final BodyHandler counting;

    HttpEdge(
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
        this.json = json;
        this.maxBodyBytes = maxBodySize.asLongValue();
        this.counting = BodyHandler.create(false).setBodyLimit(maxBodyBytes);
    }

    void guard(@Observes Filters filters) {
        filters.register(this::refuseLargeBody, PRIORITY);
    }

    void wordFailures(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::answerFailure);
    }

    private void refuseLargeBody(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            counting.handle(context);
            return;
        }
        if (declaredLength(request) <= maxBodyBytes) {
            context.next();
            return;
        }
        answer(
                context,
                ProblemType.BODY_TOO_LARGE.because(
                        "A request has at most " + maxBodyBytes + " bytes."));
        swallow(request);
    }

    /**
     * Reads on, so that the client gets to read the answer: closing a connection with unread data
     * resets it, and the reset overtakes the answer.
     */
    private static void swallow(HttpServerRequest request) {
        long[] read = {0};
        request.handler(buffer -> {
            read[0] += buffer.length();
            if (read[0] > PATIENCE) {
                request.connection().close();
            }
        });
        request.resume();
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException tooLongForALong) {
            return Long.MAX_VALUE;
        }
    }

    private void answerFailure(RoutingContext context) {
        if (context.response().ended() || context.response().headWritten()) {
            context.next();
            return;
        }
        int status = context.statusCode() > 0 ? context.statusCode() : 500;
        if (status == 401) {
            context.response()
                    .putHeader("WWW-Authenticate", ProblemAnswer.challenge(context.request()));
        }
        answer(context, problemOf(status, context));
    }

    private static Problem problemOf(int status, RoutingContext context) {
        return StatusProblem.of(status)
                .orElseGet(() ->
                        Breakage.problem(
                                context.failure() == null
                                        ? new IllegalStateException("status " + status)
                                        : context.failure(),
                                context.request()));
    }

    private void answer(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        try {
            response.end(json.writeValueAsString(problem));
        } catch (JsonProcessingException aRecordOfStrings) {
            throw new IllegalStateException(aRecordOfStrings);
        }
    }
}
