package dev.holdfast.worker.provider.wire;

import dev.holdfast.edge.outbound.Proxies;
import dev.holdfast.edge.outbound.Trust;
import io.vertx.core.net.TrustOptions;

/** How calls leave this network: the operator's proxies, and whose certificates are believed. */
public record WayOut(Proxies proxies, Trust trust) {

    TrustOptions trusted() {
        return TrustOptions.wrap(trust.manager());
    }
}
