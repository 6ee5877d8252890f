package dev.holdfast.worker.provider.wire;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP client that all calls share. HTTP/1.1 on purpose: each stream has its connection, so
 * that giving up is closing it, which every server understands, and pausing one stream holds back
 * no other. Threads are Vert.x' event loops, however many streams there are.
 */
public final class StreamTransport {
    /** For a server to close its answer after it has said that it is done. */
    private static final Duration ENDING = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final HttpClient client;
    private final Failures failures;
    private final TransportConfig config;

    public StreamTransport(Vertx vertx, TransportConfig config, Clock clock) {
        this.vertx = vertx;
        this.failures = new Failures(clock);
        this.config = config;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setProtocolVersion(HttpVersion.HTTP_1_1)
                                .setKeepAlive(true)
                                .setTcpNoDelay(true)
                                .setMaxPoolSize(config.connections())
                                .setConnectTimeout((int) config.connectTimeout().toMillis()));
    }

    HttpClient client() {
        return client;
    }

    Failures failures() {
        return failures;
    }

    int maxEventBytes() {
        return config.maxEventBytes();
    }

    /** A whole body; fails at any status but 200. */
    Future<Buffer> get(String url, Map<String, String> headers) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setAbsoluteURI(url)
                        .setTimeout(config.listTimeout().toMillis());
        headers.forEach(options::addHeader);
        return client.request(options)
                .compose(HttpClientRequest::send)
                .compose(answer ->
                        answer.statusCode() == 200
                                ? answer.body()
                                : Future.failedFuture("status " + answer.statusCode()));
    }

    /** The connection of an answer that has ended is used again; one that goes on is closed. */
    void resetUnlessEnded(
            @Nullable HttpClientRequest request, @Nullable HttpClientResponse response) {
        if (request == null || response == null) {
            return;
        }
        long timer = vertx.setTimer(ENDING.toMillis(), _ -> request.reset());
        response.endHandler(_ -> vertx.cancelTimer(timer));
        response.exceptionHandler(_ -> vertx.cancelTimer(timer));
    }
}
