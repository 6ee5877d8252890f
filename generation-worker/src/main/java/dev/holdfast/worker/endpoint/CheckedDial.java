package dev.holdfast.worker.endpoint;

import dev.holdfast.contracts.endpoint.EndpointRules;
import dev.holdfast.contracts.endpoint.EndpointUrl;
import dev.holdfast.edge.outbound.ForwardProxy;
import dev.holdfast.edge.outbound.Proxies;
import dev.holdfast.worker.provider.wire.Dial;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Connects to one endpoint. Its name is looked up once, and the connection is made to an address of
 * that answer: a name server that says something else a moment later is not asked. All addresses
 * must be allowed, so that nobody gets by on a mixture. The name stays what the request's Host,
 * TLS' server name and the certificate are about. Through a proxy it is the same.
 */
final class CheckedDial implements Dial {
    /** Of a name that has more; each may take the connection's time-out. */
    private static final int MOST_TRIES = 3;

    private final EndpointUrl url;
    private final EndpointRules rules;
    private final NameResolver names;
    private final Proxies proxies;

    CheckedDial(EndpointUrl url, EndpointRules rules, NameResolver names, Proxies proxies) {
        this.url = url;
        this.rules = rules;
        this.names = names;
        this.proxies = proxies;
    }

    @Override
    public Future<HttpClientRequest> dial(HttpClient client, RequestOptions options) {
        if (!leadsToTheEndpoint(options)) {
            return Future.failedFuture(new Refused());
        }
        return addresses()
                .compose(found -> {
                    if (found.isEmpty() || !found.stream().allMatch(this::isAllowed)) {
                        return Future.failedFuture(new Refused());
                    }
                    return connect(client, options, found.stream().limit(MOST_TRIES).iterator());
                });
    }

    /** Whoever wrote the request put its own path behind the address, and nothing else. */
    private boolean leadsToTheEndpoint(RequestOptions options) {
        String host = options.getHost();
        String plain =
                host != null && host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return url.host().equals(plain)
                && options.getPort() != null
                && options.getPort() == url.port()
                && Boolean.valueOf(url.secure()).equals(options.isSsl());
    }

    private Future<List<InetAddress>> addresses() {
        return url.literal()
                .map(address -> Future.succeededFuture(List.of(address)))
                .orElseGet(() -> names.resolve(url.host()));
    }

    private boolean isAllowed(InetAddress address) {
        return rules.mayReach(url, address);
    }

    private Future<HttpClientRequest> connect(
            HttpClient client, RequestOptions options, Iterator<InetAddress> addresses) {
        RequestOptions pinned =
                new RequestOptions(options)
                        .setFollowRedirects(false)
                        .setServer(
                                SocketAddress.inetSocketAddress(
                                        url.port(), addresses.next().getHostAddress()));
        proxy().ifPresent(proxy -> pinned.setProxyOptions(proxy.options()));
        return client.request(pinned)
                .recover(failure ->
                        addresses.hasNext()
                                ? connect(client, options, addresses)
                                : Future.failedFuture(failure));
    }

    /**
     * Asked for a tunnel to the address that was judged, not to the name, which it would look up
     * for itself. Without TLS there is no tunnel, and a proxy would look the name up: so it is not
     * asked.
     */
    private Optional<ForwardProxy> proxy() {
        return url.secure() ? proxies.to(true, url.host(), url.port()) : Optional.empty();
    }
}
