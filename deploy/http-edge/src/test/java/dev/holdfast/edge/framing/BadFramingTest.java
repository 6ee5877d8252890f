package dev.holdfast.edge.framing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.stack.raw.BadRequestRun;
import dev.holdfast.stack.raw.BadRequests;
import dev.holdfast.stack.raw.BadRequests.Row;
import dev.holdfast.stack.raw.LoggedFaults;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxBuilder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of bad framing against a server of Vert.x' that says 401 and nothing else. */
@Timeout(30)
class BadFramingTest {
    private static final String PATH = "/x";

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Vertx vertx;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static HttpServer server;

    @BeforeAll
    static void start() {
        VertxBuilder builder = new VertxBuilder(new VertxOptions());
        new EdgeTransport().init(builder);
        vertx = builder.init().vertx();
        server = vertx.createHttpServer().requestHandler(BadFramingTest::refuse);
        var _ =
                server.listen(0)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
    }

    /** A body is waited for, as JAX-RS waits. */
    private static void refuse(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.GET)) {
            request.response().setStatusCode(401).end();
        } else {
            request.exceptionHandler(_ -> {});
            request.bodyHandler(_ -> request.response().setStatusCode(401).end());
        }
    }

    @AfterAll
    static void stop() {
        var _ =
                vertx.close()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
    }

    static Stream<Row> rows() {
        return Stream.of(BadRequests.of(PATH), BadRequests.unusual(PATH, 401, "unauthenticated"))
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void answersOnceWithWords(Row row) {
        try (LoggedFaults log = LoggedFaults.watch()) {
            assertThat(new BadRequestRun(server.actualPort(), PATH).complaint(row)).isEmpty();
            assertThat(log.faults()).isEmpty();
        }
    }
}
