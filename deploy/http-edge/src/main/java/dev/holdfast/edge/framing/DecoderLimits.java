package dev.holdfast.edge.framing;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * How long a request's line and headers may be, as Quarkus told it to its HTTP server: Vert.x hands
 * on to the transport only what a server of any kind has. Static, since Vert.x makes the transport
 * before there are any beans.
 */
@Singleton
public class DecoderLimits implements HttpServerOptionsCustomizer {
    private static volatile HttpServerOptions known = new HttpServerOptions();

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        known = options;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        known = options;
    }

    static HttpServerOptions known() {
        return known;
    }
}
