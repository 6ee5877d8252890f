package dev.holdfast.worker.provider.wire;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;

/** How a connection is made to where a request goes. */
@FunctionalInterface
public interface Dial {
    /** To wherever the name leads. */
    Dial DIRECT = HttpClient::request;

    /**
     * Fails with {@link Refused} where it must not be called, with anything else where it cannot
     * be. Completes on the caller's context.
     */
    Future<HttpClientRequest> dial(HttpClient client, RequestOptions options);

    /** Nothing was sent. Without a stack trace: it is no bug. */
    final class Refused extends Exception {
        public Refused() {
            super("the address is not allowed", null, false, false);
        }
    }
}
