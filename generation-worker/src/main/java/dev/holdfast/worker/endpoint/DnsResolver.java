package dev.holdfast.worker.endpoint;

import io.netty.resolver.AddressResolverGroup;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.resolver.DnsResolverProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * By the machine's name servers and its hosts file, without blocking. Not the JDK's resolver, which
 * Quarkus lets Vert.x use: it waits on the event loop, and who waits for a name here waits for a
 * name server that a user chose.
 */
final class DnsResolver implements NameResolver {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final VertxInternal vertx;
    private final AddressResolverGroup<InetSocketAddress> resolvers;

    DnsResolver(Vertx vertx) {
        this.vertx = (VertxInternal) vertx;
        AddressResolverOptions options =
                new AddressResolverOptions()
                        .setQueryTimeout(PATIENCE.toMillis())
                        // What was judged is what is called, however old; this is for the load.
                        .setCacheMaxTimeToLive(60);
        this.resolvers = DnsResolverProvider.create(this.vertx, options).resolver(options);
    }

    @Override
    public Future<List<InetAddress>> resolve(String host) {
        ContextInternal context = vertx.getOrCreateContext();
        Promise<List<InetAddress>> found = context.promise();
        resolvers
                .getResolver(context.nettyEventLoop())
                .resolveAll(InetSocketAddress.createUnresolved(host, 0))
                .addListener(
                        (io.netty.util.concurrent.Future<List<InetSocketAddress>> lookedUp) -> {
                            if (lookedUp.isSuccess()) {
                                found.complete(
                                        lookedUp.getNow().stream()
                                                .map(InetSocketAddress::getAddress)
                                                .toList());
                            } else {
                                found.fail(lookedUp.cause());
                            }
                        });
        return found.future();
    }
}
