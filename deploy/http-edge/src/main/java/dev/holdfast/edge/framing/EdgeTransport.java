package dev.holdfast.edge.framing;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandler;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Gives every HTTP connection that is accepted a {@link HttpFraming}. This is the one place where
 * Vert.x lets a connection be changed before its first byte: Quarkus makes the HTTP server itself
 * and sets neither a connection handler nor an invalid-request handler.
 */
public final class EdgeTransport extends JDKTransport implements VertxServiceProvider {

    @Override
    public void init(VertxBuilder builder) {
        builder.findTransport(this);
    }

    @Override
    public void configure(
            NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        ChannelHandler vertx = bootstrap.config().childHandler();
        if (vertx != null) {
            bootstrap.childHandler(new HttpPipeline(vertx));
        }
    }
}
