package dev.holdfast.worker.rehearsal;

import dev.holdfast.worker.provider.entry.WireName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** A provider on a free port of the loopback address that gives every caller the same answer. */
public final class LoopbackProvider {
    private static final String HOST = "127.0.0.1";

    private final HttpServer server;

    private LoopbackProvider(HttpServer server) {
        this.server = server;
    }

    public static Future<LoopbackProvider> open(Vertx vertx) {
        return vertx.createHttpServer(new HttpServerOptions().setHost(HOST).setPort(0))
                .requestHandler(LoopbackProvider::answer)
                .listen()
                .map(LoopbackProvider::new);
    }

    public String address() {
        return "http://" + HOST + ":" + server.actualPort();
    }

    /** Below the address, up to where the wire's own paths begin. */
    public static String pathOf(WireName wire) {
        return "/" + wire.name();
    }

    private static void answer(HttpServerRequest request) {
        String first = request.path().split("/", 3)[1];
        request.response()
                .putHeader("Content-Type", "text/event-stream")
                .end(CannedAnswer.over(WireName.valueOf(first)));
    }

    Future<Void> close() {
        return server.close();
    }
}
