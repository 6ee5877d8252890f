package dev.holdfast.worker.provider.wire;

import dev.holdfast.edge.outbound.CertificateRefused;
import dev.holdfast.worker.provider.ProviderFailure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP client that all calls share. HTTP/1.1 on purpose: each stream has its connection, so
 * that giving up is closing it, which every server understands, and pausing one stream holds back
 * no other. Threads are Vert.x' event loops, however many streams there are.
 */
public final class StreamTransport {
    /** For a server to close its answer after it has said that it is done. */
    private static final Duration ENDING = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(StreamTransport.class);

    private final Vertx vertx;
    private final HttpClient client;
    private final Dial dial;
    private final Failures failures;
    private final Peculiarities learnt;
    private final TransportConfig config;

    /** Calls whatever Java trusts, directly. */
    public StreamTransport(Vertx vertx, TransportConfig config, Clock clock) {
        this(vertx, config, clock, new HttpClientOptions());
    }

    /** Through the operator's proxies, and believing the operator's authorities. */
    public StreamTransport(Vertx vertx, TransportConfig config, Clock clock, WayOut out) {
        this(
                new StreamTransport(
                        vertx,
                        config,
                        clock,
                        new HttpClientOptions().setTrustOptions(out.trusted())),
                new ProxiedDial(out.proxies()));
    }

    /**
     * @param tls whom to trust
     */
    public StreamTransport(
            Vertx vertx, TransportConfig config, Clock clock, HttpClientOptions tls) {
        this.vertx = vertx;
        this.dial = Dial.DIRECT;
        this.failures = new Failures(clock);
        this.learnt = new Peculiarities();
        this.config = config;
        this.client =
                vertx.httpClientBuilder()
                        // Each call hears of it by itself; Vert.x would write an error to the log.
                        .withConnectHandler(connection -> connection.exceptionHandler(_ -> {}))
                        .with(
                                new HttpClientOptions(tls)
                                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                                        .setKeepAlive(true)
                                        .setTcpNoDelay(true)
                                        // Asked for by nobody, and sent by some all the same.
                                        .setDecompressionSupported(true)
                                        .setConnectTimeout(
                                                (int) config.connectTimeout().toMillis()))
                        // A builder leaves the size in the client's own options unread.
                        .with(new PoolOptions().setHttp1MaxSize(config.connections()))
                        .build();
    }

    private StreamTransport(StreamTransport other, Dial dial) {
        this.vertx = other.vertx;
        this.client = other.client;
        this.dial = dial;
        this.failures = other.failures;
        this.learnt = other.learnt;
        this.config = other.config;
    }

    /** The same client, whose connections are made in another way. Costs nothing. */
    public StreamTransport through(Dial other) {
        return new StreamTransport(this, other);
    }

    /**
     * Never done before it has returned, however soon the dial knows: a provider's callbacks come
     * after {@code stream} has returned. Completes on the caller's context.
     */
    Future<HttpClientRequest> request(RequestOptions options) {
        Promise<HttpClientRequest> later = Promise.promise();
        Context context = vertx.getOrCreateContext();
        dial.dial(client, options)
                // Who calls hears of it by the answer; Vert.x would write an error to the log.
                .onSuccess(made -> made.exceptionHandler(_ -> {}))
                .onFailure(cause -> {
                    if (!(cause instanceof Dial.Refused)) {
                        LOG.infof(
                                "no connection host=%s:%d cause=%s",
                                options.getHost(), options.getPort(), cause);
                    }
                })
                .onComplete(dialled -> context.runOnContext(_ -> later.handle(dialled)));
        return later.future();
    }

    /** Why {@link #request} failed. */
    static ProviderFailure notDialled(Throwable cause) {
        if (cause instanceof Dial.Refused) {
            return new ProviderFailure.AddressRefused();
        }
        return CertificateRefused.within(cause).isPresent()
                ? new ProviderFailure.CertificateRefused()
                : new ProviderFailure.Unreachable();
    }

    Failures failures() {
        return failures;
    }

    Peculiarities learnt() {
        return learnt;
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
        return request(options)
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
