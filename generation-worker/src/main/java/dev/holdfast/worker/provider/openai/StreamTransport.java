package dev.holdfast.worker.provider.openai;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP client that all calls share. HTTP/1.1 on purpose: each stream has its connection, so
 * that giving up is closing it, which every server understands, and pausing one stream holds back
 * no other. Threads are Vert.x' event loops, however many streams there are.
 */
final class StreamTransport {
    /** For a server to close its answer after it has said that it is done. */
    private static final Duration ENDING = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final HttpClient client;
    private final OpenAiFailures failures;
    private final int maxEventBytes;

    StreamTransport(Vertx vertx, OpenAiConfig config, Clock clock) {
        this.vertx = vertx;
        this.failures = new OpenAiFailures(clock);
        this.maxEventBytes = config.maxEventBytes();
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

    OpenAiFailures failures() {
        return failures;
    }

    int maxEventBytes() {
        return maxEventBytes;
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
