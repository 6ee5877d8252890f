package dev.holdfast.worker.provider.wire;

import dev.holdfast.edge.outbound.Proxies;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;

/**
 * To wherever the name leads, through a proxy where there is one for it: the proxy looks the name
 * up, and this machine need not be able to.
 */
record ProxiedDial(Proxies proxies) implements Dial {

    @Override
    public Future<HttpClientRequest> dial(HttpClient client, RequestOptions options) {
        proxies.to(Boolean.TRUE.equals(options.isSsl()), options.getHost(), options.getPort())
                .ifPresent(proxy -> options.setProxyOptions(proxy.options()));
        return client.request(options);
    }
}
