package dev.holdfast.worker.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With this machine's hosts file, the one thing about names that every machine has. */
class DnsResolverIT {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void findsTheAddressesOfANameAndComesBackOnTheCallersContext() {
        // given
        DnsResolver resolver = new DnsResolver(vertx);
        Context context = vertx.getOrCreateContext();
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        CompletableFuture<Context> on = new CompletableFuture<>();

        // when
        context.runOnContext(_ ->
                resolver.resolve("localhost")
                        .onSuccess(addresses -> {
                            on.complete(Vertx.currentContext());
                            found.complete(addresses);
                        })
                        .onFailure(found::completeExceptionally));

        // then
        await().atMost(Duration.ofSeconds(20)).until(found::isDone);
        assertThat(found.join()).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
        assertThat(on.join()).isSameAs(context);
    }
}
