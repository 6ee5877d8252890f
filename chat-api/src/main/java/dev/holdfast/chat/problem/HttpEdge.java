package dev.holdfast.chat.problem;

import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.edge.problem.RouterFailures;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A problem document for bodies that are too large, before JAX-RS sees them. */
@ApplicationScoped
class HttpEdge {
    /** After CORS (300), so that a page may read the refusal; before Quarkus' own limit (2). */
    private static final int PRIORITY = 250;

    /** Bytes; what is read and thrown away of a body that was refused, before we hang up. */
    private static final long PATIENCE = 64L * 1024 * 1024;

    private final long maxBodyBytes;

    /**
     * For a body whose length shows only as it comes: read here and counted. Left to Quarkus, it is
     * refused without a word.
     */
    private final BodyHandler counting;

    HttpEdge(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
        this.maxBodyBytes = maxBodySize.asLongValue();
        this.counting = BodyHandler.create(false).setBodyLimit(maxBodyBytes);
    }

    void guard(@Observes Filters filters) {
        filters.register(this::refuseLargeBody, PRIORITY);
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
        RouterFailures.answer(
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
}
