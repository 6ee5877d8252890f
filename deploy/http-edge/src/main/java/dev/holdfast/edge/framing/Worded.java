package dev.holdfast.edge.framing;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.edge.problem.ProblemJson;
import dev.holdfast.edge.problem.StatusProblem;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** Errors with their problem document. */
final class Worded {
    private static final int FIRST_ERROR = 400;

    private Worded() {}

    /** An error after which the connection ends. */
    static FullHttpResponse answer(Problem problem) {
        return document(HttpVersion.HTTP_1_1, new DefaultHttpHeaders(), problem, true);
    }

    /**
     * The response as it is, unless it is an error that says nothing of its kind. Consumes it if it
     * answers another.
     *
     * @param refusal why the request was refused before anybody saw it
     */
    static HttpResponse of(HttpResponse response, @Nullable Problem refusal) {
        if (response.status().code() < FIRST_ERROR
                || response.headers().contains(HttpHeaderNames.CONTENT_TYPE)
                || !(response instanceof FullHttpResponse bare)) {
            return response;
        }
        Problem problem = refusal == null ? problem(response.status()) : refusal;
        HttpHeaders headers = new DefaultHttpHeaders().set(bare.headers());
        // Vert.x repeats the client's, which may be none.
        HttpVersion version = refusal == null ? bare.protocolVersion() : HttpVersion.HTTP_1_1;
        bare.release();
        return document(version, headers, problem, refusal != null);
    }

    /** Quarkus' filter of origins says what it refused only here. */
    private static Problem problem(HttpResponseStatus status) {
        return status.reasonPhrase().equals("CORS Rejected - Invalid origin")
                ? ProblemType.ORIGIN_NOT_ALLOWED.because(
                        "Ask the operator to add the page's origin.")
                : StatusProblem.of(status.code());
    }

    private static FullHttpResponse document(
            HttpVersion version, HttpHeaders headers, Problem problem, boolean last) {
        byte[] body = ProblemJson.bytes(problem);
        headers.set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        if (problem.retryAfterSeconds() != null) {
            headers.set(HttpHeaderNames.RETRY_AFTER, problem.retryAfterSeconds());
        }
        if (last) {
            // Nobody else had a chance to set them.
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                    .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                    .set("x-content-type-options", "nosniff");
        }
        return new DefaultFullHttpResponse(
                version,
                HttpResponseStatus.valueOf(problem.status()),
                Unpooled.wrappedBuffer(body),
                headers,
                EmptyHttpHeaders.INSTANCE);
    }
}
