package dev.holdfast.worker.endpoint;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.List;

/** Looks up where a name leads. Holds no thread; completes on the caller's context. */
@FunctionalInterface
interface NameResolver {

    /** All of its addresses, in the order in which to try them; fails where there are none. */
    Future<List<InetAddress>> resolve(String host);
}
